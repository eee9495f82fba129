// Asks for the conversations of one person again and again, from a process of its own, so that what is measured is the
// server and not whoever makes its load: node rest-probe.mjs URL TOKEN. Prints the times in ms as JSON when its input ends.
const [url, token] = process.argv.slice(2)
const times = []
const failures = []
let isOver = false
process.stdin.on('end', () => {
  isOver = true
})
process.stdin.resume()
console.error('asking')
while (!isOver) {
  const started = performance.now()
  try {
    const answer = await fetch(`${url}/api/v1/conversations`, { headers: { Authorization: `Bearer ${token}` } })
    await answer.arrayBuffer()
    if (answer.status !== 200) failures.push(answer.status)
  } catch (error) {
    failures.push(String(error))
  }
  times.push(performance.now() - started)
  await new Promise((resolve) => setTimeout(resolve, 10))
}
console.log(JSON.stringify({ times, failures }))
