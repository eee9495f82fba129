-- Replays the requests of a plan file in order, round and round, and prints what came of it as one line of JSON. Where a
-- request holds the mark of a fresh id, every sending of it has an id that was never sent before.
local requests, at, sent, mark = {}, 0, 0, string.rep("@", 36)
local begun = os.time()

function init(words)
  local file = assert(io.open(words[1], "rb"))
  while true do
    local length = file:read("*l")
    if not length then break end
    local text = file:read(tonumber(length))
    local from, to = text:find(mark, 1, true)
    if from then
      requests[#requests + 1] = { text:sub(1, from - 1), text:sub(to + 1) }
    else
      requests[#requests + 1] = text
    end
    file:read(1)
  end
  file:close()
end

function request()
  at = at % #requests + 1
  local one = requests[at]
  if type(one) == "string" then return one end
  sent = sent + 1
  return one[1] .. string.format("%08x-0000-4000-8000-%012x", begun, sent) .. one[2]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"us":%d,"p50":%d,"p95":%d,"p99":%d,"status":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency:percentile(99),
    errors.status, errors.connect, errors.read, errors.write, errors.timeout))
end
