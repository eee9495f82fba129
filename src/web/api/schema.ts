// Made by `npm run web:types` from the endpoints' own schemas. Do not edit.

export interface paths {
    "/api/v1/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask operators to look at a decision about me again */
        post: operations["fileAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my e-mail address */
        put: operations["changeEmail"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail the confirmation link again */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an e-mail address by the mailed link */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my password */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a mail to choose a new password */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password by the mailed link */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account and sign in */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** End every session but this one */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a secret for my authenticator app */
        post: operations["beginTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch two-factor sign-in on */
        post: operations["confirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch two-factor sign-in off */
        post: operations["disableTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A comment */
        get: operations["getComment"];
        put?: never;
        post?: never;
        /** Delete a comment of mine, or one on my post, with the replies below it */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        /** Change a comment of mine */
        patch: operations["editComment"];
        trace?: never;
    };
    "/api/v1/comments/{id}/reaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** React to a comment with one emoji */
        put: operations["reactToComment"];
        post?: never;
        /** Take my reaction to a comment back */
        delete: operations["unreactToComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My conversations, newest message first */
        get: operations["listConversations"];
        put?: never;
        /** My conversation with a person, begun if there is none */
        post: operations["startConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my conversations */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Mute, archive or answer a conversation */
        patch: operations["changeConversation"];
        trace?: never;
    };
    "/api/v1/conversations/{id}/delivered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I have received up to a message */
        post: operations["markDelivered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/location": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Share where I am, for a while */
        post: operations["shareLocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages of a conversation, newest first */
        get: operations["listMessages"];
        put?: never;
        /** Send a message */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I have read up to a message */
        post: operations["markRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I am typing */
        post: operations["showTyping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The live stream of my log */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public posts with many reactions of late, then the newest */
        get: operations["explorePosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Posts of those I follow and mine, strictly newest first */
        get: operations["readFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this server is, allows and offers */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stop sharing, from any of my devices */
        delete: operations["stopLocation"];
        options?: never;
        head?: never;
        /** Move a share of mine */
        patch: operations["updateLocation"];
        trace?: never;
    };
    "/api/v1/login-alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign-ins from new devices and networks */
        get: operations["listLoginAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login-alerts/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This sign-in was me */
        post: operations["confirmLoginAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login-alerts/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This sign-in was not me */
        post: operations["denyLoginAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login-alerts/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm or deny a sign-in by the mailed link */
        post: operations["answerLoginAlertByMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My account and settings */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /** Delete my account */
        delete: operations["deleteMeByMethod"];
        options?: never;
        head?: never;
        /** Change my profile and settings */
        patch: operations["editMe"];
        trace?: never;
    };
    "/api/v1/me/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom I have blocked, newest first */
        get: operations["listBlocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/bookmarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The posts I have kept, the last one first */
        get: operations["listBookmarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I have agreed to, and what is missing */
        get: operations["listConsents"];
        put?: never;
        /** Accept the present version of a document */
        post: operations["acceptDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete my account */
        post: operations["deleteMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for everything about me */
        post: operations["requestExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything about me, as a zip of JSON and media */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/follow-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has asked to follow me, newest first */
        get: operations["listFollowRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/follow-requests/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let somebody follow who has asked for it */
        put: operations["acceptFollowRequest"];
        post?: never;
        /** Refuse somebody who has asked to follow */
        delete: operations["refuseFollowRequest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/followers/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Make somebody no longer follow me */
        delete: operations["removeFollower"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** With whom and when I share and shared my place */
        get: operations["listMyLocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/mutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom I have muted, newest first */
        get: operations["listMutes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set my photo */
        put: operations["setPhoto"];
        post?: never;
        /** Remove my photo */
        delete: operations["removePhoto"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/saved-videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The videos I have saved */
        get: operations["listSavedVideos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/strikes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided about me, why, for how long, and how to appeal */
        get: operations["listMyStrikes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a picture or video */
        post: operations["uploadMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my uploads */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say what an upload of mine shows */
        patch: operations["describeMedia"];
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a message */
        delete: operations["deleteMessage"];
        options?: never;
        head?: never;
        /** Change the text of a message of mine, within 24 hours */
        patch: operations["editMessage"];
        trace?: never;
    };
    "/api/v1/messages/{id}/reaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** React to a message with one emoji */
        put: operations["reactToMessage"];
        post?: never;
        /** Take my reaction back */
        delete: operations["unreactToMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I am told of, the newest first */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many I have not read */
        get: operations["countNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How I want to be told of things */
        get: operations["getNotificationPreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change how I am told of things */
        patch: operations["changeNotificationPreferences"];
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark notifications as read */
        post: operations["readNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a post */
        post: operations["publishPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A post */
        get: operations["getPost"];
        put?: never;
        post?: never;
        /** Delete a post of mine, with its files, comments and reactions */
        delete: operations["deletePost"];
        options?: never;
        head?: never;
        /** Change a post of mine */
        patch: operations["editPost"];
        trace?: never;
    };
    "/api/v1/posts/{id}/bookmark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a post among my bookmarks */
        put: operations["bookmarkPost"];
        post?: never;
        /** Take a post off my bookmarks */
        delete: operations["unbookmarkPost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Comments on a post, newest first */
        get: operations["listComments"];
        put?: never;
        /** Comment on a post, or answer a comment */
        post: operations["writeComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Not for me: keep a post out of my feed and explore */
        put: operations["putPostAside"];
        post?: never;
        /** Let a post be shown to me again */
        delete: operations["bringPostBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/reaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** React to a post with one emoji */
        put: operations["reactToPost"];
        post?: never;
        /** Take my reaction to a post back */
        delete: operations["unreactToPost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/reactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who reacted to a post and how, newest first */
        get: operations["listPostReactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My devices that take pushes */
        get: operations["listPushSubscriptions"];
        put?: never;
        /** Let this device take pushes */
        post: operations["subscribeToPush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Send no more pushes to a device of mine */
        delete: operations["unsubscribeFromPush"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a push to all my devices, and see what comes of it */
        post: operations["testPush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/relationships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How I stand to up to 100 people */
        get: operations["listRelationships"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I have reported, and what came of it */
        get: operations["listMyReports"];
        put?: never;
        /** Report a person, post, comment, message, conversation or video */
        post: operations["fileReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first admin */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened since */
        get: operations["sync"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/{tag}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public posts with a tag, newest first */
        get: operations["listTagPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/takedowns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for something to be taken down, without an account */
        post: operations["fileTakedown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search people */
        get: operations["searchUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A profile */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Block a person */
        put: operations["blockUser"];
        post?: never;
        /** Take a block back */
        delete: operations["unblockUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Follow a person, or ask a private account for it */
        put: operations["followUser"];
        post?: never;
        /** No longer follow a person, or take the request back */
        delete: operations["unfollowUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who follows a person, newest first */
        get: operations["listFollowers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a person follows, newest first */
        get: operations["listFollowing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mute a person, for a time or until taken back */
        put: operations["muteUser"];
        post?: never;
        /** Take a mute back */
        delete: operations["unmuteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The posts of a person, newest first */
        get: operations["listUserPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People followed by those I follow */
        get: operations["listSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The video feed */
        get: operations["listVideos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{youtubeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One video */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{youtubeId}/save": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save a video for later */
        put: operations["saveVideo"];
        post?: never;
        /** Take a save back */
        delete: operations["unsaveVideo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{youtubeId}/unplayable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the player could not play a video */
        post: operations["reportUnplayableVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories of the video feed */
        get: operations["listVideoCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which videos I have seen */
        post: operations["seeVideos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The account of the person who asks. */
        Account: {
            bio: string;
            birthDate: string | null;
            counts: {
                followers: number;
                following: number;
                posts: number;
                unreadNotifications: number;
            };
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            email: string | null;
            emailVerified: boolean;
            eraseAfter: string | null;
            id: string;
            isPrivate: boolean;
            isVerified: boolean;
            link: string | null;
            locale: string | null;
            messagesFrom: string;
            pendingEmail: string | null;
            /** @description Path on this server, or null without a photo. */
            photoUrl: string | null;
            presence: boolean;
            readReceipts: boolean;
            role: string;
            silencedUntil: string | null;
            status: string;
            suspendedUntil: string | null;
            timeZone: string | null;
            totpEnabled: boolean;
            username: string;
        };
        AccountDeleted: {
            /**
             * Format: date-time
             * @description Signing in before then restores the account.
             */
            eraseAfter: string;
        };
        /** @description The answer to a frame, by its `ref`. */
        AnswerFrame: {
            /** @description `Message` for `message.send`, `Receipt` for receipts, `LocationUpdate` for positions, else nothing. */
            data: components["schemas"]["Message"] | Record<string, never> | components["schemas"]["Receipt"] | components["schemas"]["LocationUpdate"];
            /** @constant */
            ok: true;
            /** @description Chosen by the client; the answer carries it. */
            ref: string | number;
        } | {
            /** @constant */
            ok: false;
            problem: components["schemas"]["Problem"];
            /** @description Chosen by the client; the answer carries it. */
            ref: string | number;
        };
        /** @description The first frame, where neither header nor cookie says who it is. */
        AuthCommand: {
            token: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "auth";
        };
        BlockedPerson: {
            /** Format: date-time */
            blockedAt: string;
            displayName: string;
            id: string;
            isVerified: boolean;
            /** @description Path on this server, or null without a photo. */
            photoUrl: string | null;
            username: string;
        };
        /** @description What a client sends over a WebSocket. */
        ClientFrame: components["schemas"]["AuthCommand"] | components["schemas"]["MessageSendCommand"] | components["schemas"]["TypingCommand"] | components["schemas"]["ReceiptReadCommand"] | components["schemas"]["ReceiptDeliveredCommand"] | components["schemas"]["LocationUpdateCommand"];
        /** @description A comment on a post, as the person who asks sees it. */
        Comment: {
            author: components["schemas"]["PersonSummary"];
            /** @description Of what the person who asks could list. */
            counts: {
                reactions: number;
                replies: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            id: string;
            myReaction: string | null;
            postId: string;
            /** @description What this answers, and whom; null when that is gone. */
            replyTo: {
                id: string;
                username: string;
            } | null;
            text: string;
            textParts: components["schemas"]["TextParts"];
            /** @description The comment below which this reply stands; null for a comment on the post itself. */
            threadId: string | null;
        };
        Consents: {
            items: {
                /** Format: date-time */
                acceptedAt: string;
                document: string;
                version: string;
            }[];
            missing: string[];
        };
        /** @description A conversation of two people. */
        Conversation: {
            archived: boolean;
            /** Format: date-time */
            createdAt: string;
            id: string;
            lastMessage: components["schemas"]["Message"] | null;
            muted: boolean;
            /** @description The other person. */
            person: components["schemas"]["PersonSummary"];
            /** @description Null unless both show presence and have accepted the conversation. */
            presence: {
                lastSeenAt: string | null;
                online: boolean;
            } | null;
            /** @description The newest message I have read. */
            readUpTo: string | null;
            /** @description How far the other person has come; null unless both show receipts. */
            receipts: {
                deliveredUpTo: string | null;
                readUpTo: string | null;
            } | null;
            /** @description `accepted`; `pending` while the person who was asked has not answered; `refused` for that person. */
            request: string;
            /** @description Whether I began the conversation. */
            requestedByMe: boolean;
            unreadCount: number;
            /** Format: date-time */
            updatedAt: string;
        };
        ConversationUpdatedEvent: {
            data: components["schemas"]["Conversation"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "conversation.updated";
        };
        Decision: {
            expiresAt: string | null;
            id: string;
            /** @description `action` (something was decided about me), `report` or `appeal` (of mine). */
            kind: string;
            /** @description Of an action: `warn`, `silence`, `suspend`, `hide` or `delete`. Of a report: `actioned` or `dismissed`. Of an appeal: `upheld` or `overturned`. */
            outcome: string;
            reason: string | null;
            /** @description What an action is about: `user`, `post`, `comment` … */
            subjectType: string | null;
        };
        FeedPost: {
            author: components["schemas"]["PersonSummary"];
            bookmarked: boolean;
            canComment: boolean;
            caption: string;
            captionParts: components["schemas"]["TextParts"];
            /** @description `everyone`, `followers` or `nobody`. */
            commentsFrom: string;
            /** @description Of what the person who asks could list. */
            counts: {
                comments: number;
                reactions: number;
            };
            /** Format: date-time */
            createdAt: string;
            /** @description When the caption was changed. */
            editedAt: string | null;
            id: string;
            media: components["schemas"]["Media"][];
            myReaction: string | null;
            reason: components["schemas"]["PostReason"];
            sensitive: boolean;
            /** @description `public` or `followers`. */
            visibility: string;
        };
        FiledAppeal: {
            id: string;
        };
        FiledReport: {
            id: string;
        };
        FiledTakedown: {
            /** Format: date-time */
            dueAt: string;
            ticket: string;
        };
        FollowRequest: {
            displayName: string;
            id: string;
            isVerified: boolean;
            /** @description Path on this server, or null without a photo. */
            photoUrl: string | null;
            /** Format: date-time */
            requestedAt: string;
            username: string;
        };
        /** @description What an event was about is no longer there, or not for me to see. */
        Gone: {
            /** @constant */
            deleted: true;
            id: string;
        };
        /** @description A post as a tile of a grid. */
        GridPost: {
            alt: string | null;
            /** Format: date-time */
            createdAt: string;
            id: string;
            /** @description Of the first item: `image` or `video`. */
            kind: string;
            mediaCount: number;
            /** @description A ThumbHash, base64. */
            placeholder: string | null;
            sensitive: boolean;
            thumbnailUrl: string | null;
        };
        Held: {
            id: string;
            /** @description `held`: nobody sees it yet. */
            state: string;
        };
        /** @description What everybody may know about this server. */
        Instance: {
            description: string;
            documents: {
                document: string;
                required: boolean;
                url: string;
                version: string;
            }[];
            /** @description An open set: unknown names are to be ignored. */
            features: {
                [key: string]: boolean;
            };
            limits: {
                altText: {
                    max: number;
                    min: number;
                };
                bio: {
                    max: number;
                    min: number;
                };
                caption: {
                    max: number;
                    min: number;
                };
                comment: {
                    max: number;
                    min: number;
                };
                displayName: {
                    max: number;
                    min: number;
                };
                link: {
                    max: number;
                    min: number;
                };
                media: {
                    /** @description MIME types taken here; other bytes are 415. */
                    formats: string[];
                    imageBytes: number;
                    imagePixels: number;
                    videoBytes: number;
                    videoDurationMs: number;
                };
                mediaPerPost: {
                    max: number;
                    min: number;
                };
                message: {
                    max: number;
                    min: number;
                };
                pageSize: {
                    max: number;
                    min: number;
                };
                /** @description In Unicode code points; operators need more. */
                password: {
                    max: number;
                    min: number;
                };
                requestBytes: number;
                username: {
                    max: number;
                    min: number;
                    pattern: string;
                };
            };
            /** @description Apps that send a lower `Momentum-App-Version` get 426 `client_too_old` on every other route. */
            lowestAppVersion: string;
            minimumAge: number;
            name: string;
            push: {
                fcm: boolean;
                vapidPublicKey: string;
            };
            /** @description `open`, `invite` or `closed`. */
            registration: string;
            rules: string[];
            support: string;
            urls: {
                accountDeletion: string;
                childSafety: string;
                guidelines: string;
                privacy: string;
                reference: string;
                report: string;
                store: string | null;
                terms: string;
            };
            version: string;
        };
        /** @description What the server sends: a WebSocket message, or the `data` of a server-sent event. The set grows: leave out types that you do not know. */
        LiveFrame: components["schemas"]["ReadyEvent"] | components["schemas"]["MessageCreatedEvent"] | components["schemas"]["MessageUpdatedEvent"] | components["schemas"]["MessageDeletedEvent"] | components["schemas"]["MessageReactionEvent"] | components["schemas"]["ReceiptReadEvent"] | components["schemas"]["ReceiptDeliveredEvent"] | components["schemas"]["ConversationUpdatedEvent"] | components["schemas"]["LocationStartedEvent"] | components["schemas"]["LocationEndedEvent"] | components["schemas"]["NotificationCreatedEvent"] | components["schemas"]["NotificationUpdatedEvent"] | components["schemas"]["NotificationCountEvent"] | components["schemas"]["MediaReadyEvent"] | components["schemas"]["MediaFailedEvent"] | components["schemas"]["RelationshipUpdatedEvent"] | components["schemas"]["SessionEndedEvent"] | components["schemas"]["TypingEvent"] | components["schemas"]["PresenceEvent"] | components["schemas"]["LocationUpdatedEvent"] | components["schemas"]["ProblemEvent"];
        /** @description A live location. */
        LiveLocation: {
            conversationId: string;
            endedAt: string | null;
            endReason: string | null;
            /** Format: date-time */
            expiresAt: string;
            id: string;
            messageId: string;
            /** @description Null once it is over: only the fact remains. */
            position: components["schemas"]["Position"] | null;
            /** @description `exact`, `1km` or `city`. */
            precision: string;
            /** Format: date-time */
            startedAt: string;
            /** @description Whose place it is. */
            userId: string;
        };
        LocationEndedEvent: {
            data: components["schemas"]["LiveLocation"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "location.ended";
        };
        LocationStartedEvent: {
            data: components["schemas"]["LiveLocation"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "location.started";
        };
        LocationUpdate: {
            /** @description False for a point older than the last, which was dropped. */
            applied: boolean;
            /** Format: date-time */
            expiresAt: string;
            id: string;
            /** @description When to send the next one: later while nobody watches. */
            nextUpdateSeconds: number;
        };
        LocationUpdateCommand: {
            data: {
                /** @description Radius of the fix in metres. */
                accuracy?: number;
                /** @description Degrees clockwise from north. */
                heading?: number;
                /** @description WGS 84 degrees. */
                latitude: number;
                /** @description An id as this server gives them (UUIDv7). */
                locationId: string;
                /** @description WGS 84 degrees. */
                longitude: number;
                /**
                 * Format: date-time
                 * @description When the phone was there; older points than the last are dropped. Default: now.
                 */
                recordedAt?: string;
            };
            /** @description Chosen by the client; the answer carries it. */
            ref: string | number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "location.update";
        };
        LocationUpdatedEvent: {
            data: {
                conversationId: string;
                /** @description Of the live location. */
                id: string;
                position: components["schemas"]["Position"];
                /** @description Whose place it is. */
                userId: string;
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "location.updated";
        };
        /** @description Something that happened, from my log. The set grows: leave out types that you do not know. */
        LogFrame: components["schemas"]["MessageCreatedEvent"] | components["schemas"]["MessageUpdatedEvent"] | components["schemas"]["MessageDeletedEvent"] | components["schemas"]["MessageReactionEvent"] | components["schemas"]["ReceiptReadEvent"] | components["schemas"]["ReceiptDeliveredEvent"] | components["schemas"]["ConversationUpdatedEvent"] | components["schemas"]["LocationStartedEvent"] | components["schemas"]["LocationEndedEvent"] | components["schemas"]["NotificationCreatedEvent"] | components["schemas"]["NotificationUpdatedEvent"] | components["schemas"]["NotificationCountEvent"] | components["schemas"]["MediaReadyEvent"] | components["schemas"]["MediaFailedEvent"] | components["schemas"]["RelationshipUpdatedEvent"] | components["schemas"]["SessionEndedEvent"];
        /** @description A sign-in from a device or network that was new. */
        LoginAlert: {
            answeredAt: string | null;
            /** Format: date-time */
            createdAt: string;
            deviceName: string;
            id: string;
            ip: string;
            newDevice: boolean;
            newNetwork: boolean;
            sessionId: string;
            /** @description `pending`, `confirmed` or `denied`. */
            state: string;
        };
        /** @description A picture or video. Its addresses change when fewer people may see it. */
        Media: {
            /** @description What the picture shows, in words. */
            alt: string | null;
            /** @description Of what is at `url`; 0 until it is ready. */
            bytes: number;
            /** @description Of a video, where its samples tell. */
            durationMs: number | null;
            height: number;
            id: string;
            /** @description `image` or `video`. */
            kind: string;
            /** @description The picture with at most 1080 pixels a side. */
            mediumUrl: string | null;
            /** @description Of what is at `url`. */
            mimeType: string;
            /** @description A ThumbHash, base64, to be drawn until the picture is there. */
            placeholder: string | null;
            /** @description A picture of the video with at most 1080 pixels a side. */
            posterUrl: string | null;
            /** @description Why it failed. */
            problem: {
                code: string;
                detail: string;
            } | null;
            /** @description `ready`, `processing` (a `media.ready` or `media.failed` follows), `failed`. */
            state: string;
            /** @description A picture with at most 480 pixels a side; null for a video on a server without ffmpeg. */
            thumbnailUrl: string | null;
            /** @description Path on this server of the picture (at most 2048 pixels a side) or the video; null until ready. */
            url: string | null;
            width: number;
        };
        MediaFailedEvent: {
            data: components["schemas"]["Media"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "media.failed";
        };
        MediaReadyEvent: {
            data: components["schemas"]["Media"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "media.ready";
        };
        /** @description A message of a conversation. */
        Message: {
            clientId: string;
            conversationId: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Only the fact remains: no text, media or attachments. */
            deleted: boolean;
            editedAt: string | null;
            id: string;
            location: components["schemas"]["LiveLocation"] | null;
            media: components["schemas"]["Media"][];
            /** @description The media came with a request that is not accepted yet: their files are not served before it is; draw the placeholders. */
            mediaBlurred: boolean;
            /** @description A post that was shared. */
            post: {
                id: string;
                /** @description Null when I may not see it, or it is gone. */
                summary: components["schemas"]["PostSummary"] | null;
            } | null;
            reactions: {
                emoji: string;
                userId: string;
            }[];
            /** @description The message it answers. */
            replyTo: {
                deleted: boolean;
                id: string;
                senderId: string;
                text: string | null;
            } | null;
            senderId: string;
            text: string | null;
            /** @description A YouTube video that was shared. */
            video: {
                id: string;
                /** @description Null when it is no longer there. */
                summary: components["schemas"]["Video"] | null;
            } | null;
        };
        MessageCreatedEvent: {
            data: components["schemas"]["Message"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.created";
        };
        MessageDeletedEvent: {
            data: components["schemas"]["Message"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.deleted";
        };
        MessageReaction: {
            conversationId: string;
            /** @description Null when it was taken back. */
            emoji: string | null;
            messageId: string;
            reactions: {
                emoji: string;
                userId: string;
            }[];
            userId: string;
        };
        MessageReactionEvent: {
            data: components["schemas"]["MessageReaction"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.reaction";
        };
        MessageSendCommand: {
            data: {
                /** @description Chosen by the client; the same one twice is one message. */
                clientId: string;
                /** @description An id as this server gives them (UUIDv7). */
                conversationId: string;
                /** @description Items of `POST /media` with purpose `message`. */
                media?: string[];
                /** @description A post to share. */
                post?: string;
                /** @description A message of the same conversation. */
                replyTo?: string;
                text?: string;
                /** @description A YouTube video to share, by its id. */
                video?: string;
            };
            /** @description Chosen by the client; the answer carries it. */
            ref: string | number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.send";
        };
        MessageUpdatedEvent: {
            data: components["schemas"]["Message"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message.updated";
        };
        MutedPerson: {
            displayName: string;
            id: string;
            isVerified: boolean;
            /** Format: date-time */
            mutedAt: string;
            mutedUntil: string | null;
            /** @description Path on this server, or null without a photo. */
            photoUrl: string | null;
            username: string;
        };
        NamedRelation: {
            blocking: boolean;
            canMessage: boolean;
            followedBy: boolean;
            following: boolean;
            id: string;
            muting: boolean;
            /** @description I have asked to follow and wait for an answer. */
            requested: boolean;
            /** @description They have asked to follow me and wait for my answer. */
            requestedBy: boolean;
            username: string;
        };
        /** @description Something a person is told of; alike things are one. */
        Notification: {
            /** @description Who did it, newest first: "A and 12 others". */
            actors: components["schemas"]["PersonSummary"][];
            /** @description How many people did it. */
            actorsCount: number;
            /** @description What an operator tells everybody. */
            announcement: {
                id: string;
                text: string;
                title: string | null;
            } | null;
            /** @description The newest comment, answer or mention; of a reaction to a comment, that comment. */
            comment: {
                id: string;
                /** @description Its beginning. */
                text: string;
            } | null;
            conversation: {
                id: string;
                /** @description A stranger asks; show no words of theirs before it is accepted. */
                request: boolean;
                /** @description The beginning of their last message. */
                text: string | null;
                unreadCount: number;
            } | null;
            /** Format: date-time */
            createdAt: string;
            decision: components["schemas"]["Decision"] | null;
            /** @description The newest reaction. */
            emoji: string | null;
            id: string;
            loginAlert: components["schemas"]["LoginAlert"] | null;
            /** @description The post it is about or stands at. */
            post: components["schemas"]["PostSummary"] | null;
            read: boolean;
            /** @description What it is about: `post`, `comment`, `message`, `conversation`, `login_alert` … */
            subject: {
                id: string;
                type: string;
            } | null;
            /** @description `message`, `follow`, `follow_request`, `follow_accepted`, `reaction`, `comment`, `reply`, `mention`, `login_alert`, `moderation` or `announcement`; the set may grow. */
            type: string;
            /**
             * Format: date-time
             * @description When something was last added; the list goes by it.
             */
            updatedAt: string;
        };
        /** @description How many notifications are not read. */
        NotificationCount: {
            unread: number;
        };
        NotificationCountEvent: {
            data: components["schemas"]["NotificationCount"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "notification.count";
        };
        NotificationCreatedEvent: {
            data: components["schemas"]["Notification"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "notification.created";
        };
        NotificationPreferences: {
            /** @description `off`, `daily` or `weekly`. */
            digest: string;
            /** @description Whether pushes show names and what was written. */
            previews: boolean;
            /** @description Pushes wait until they end, or are left out, by type; a login alert passes. */
            quietHours: {
                from: string;
                timeZone: string;
                to: string;
            } | null;
            /** @description By type of notification. `email`: whether it is counted in the digest. */
            types: {
                [key: string]: {
                    email: boolean;
                    inApp: boolean;
                    /** @description What cannot be switched off: `inApp`, `push`, `email`. */
                    locked: string[];
                    push: boolean;
                };
            };
        };
        NotificationUpdatedEvent: {
            data: components["schemas"]["Notification"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "notification.updated";
        };
        /** @description A person in short. */
        PersonSummary: {
            displayName: string;
            id: string;
            isVerified: boolean;
            /** @description Path on this server, or null without a photo. */
            photoUrl: string | null;
            username: string;
        };
        Position: {
            /** @description Radius in metres. */
            accuracy: number | null;
            heading: number | null;
            latitude: number;
            longitude: number;
            /** Format: date-time */
            recordedAt: string;
            /** @description No newer position came for two minutes. */
            stale: boolean;
        };
        /** @description A post, as the person who asks sees it. */
        Post: {
            author: components["schemas"]["PersonSummary"];
            bookmarked: boolean;
            canComment: boolean;
            caption: string;
            captionParts: components["schemas"]["TextParts"];
            /** @description `everyone`, `followers` or `nobody`. */
            commentsFrom: string;
            /** @description Of what the person who asks could list. */
            counts: {
                comments: number;
                reactions: number;
            };
            /** Format: date-time */
            createdAt: string;
            /** @description When the caption was changed. */
            editedAt: string | null;
            id: string;
            media: components["schemas"]["Media"][];
            myReaction: string | null;
            sensitive: boolean;
            /** @description `public` or `followers`. */
            visibility: string;
        };
        /** @description Why a post is shown here. */
        PostReason: {
            /** @description For `trending`: so far back reactions were counted. */
            hours: number | null;
            /** @description `following`, `own`, `trending` (many reactions of late) or `new`. */
            type: string;
        };
        /** @description What the person who asks has done with a post. */
        PostState: {
            bookmarked: boolean;
            /** @description Of what the person who asks could list. */
            counts: {
                comments: number;
                reactions: number;
            };
            /** @description Put aside: not in my feed and explore. */
            hidden: boolean;
            id: string;
            myReaction: string | null;
        };
        /** @description A post in short, where something else is about it. */
        PostSummary: {
            author: components["schemas"]["PersonSummary"];
            /** @description Its beginning. */
            caption: string;
            /** Format: date-time */
            createdAt: string;
            id: string;
            /** @description The first item. */
            media: components["schemas"]["Media"] | null;
            mediaCount: number;
            sensitive: boolean;
        };
        PresenceEvent: {
            data: {
                lastSeenAt: string | null;
                online: boolean;
                userId: string;
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "presence";
        };
        /** @description An error (RFC 9457). */
        Problem: {
            /**
             * @description A stable word; the set may grow.
             * @example malformed_request
             * @example unauthenticated
             * @example invalid_credentials
             * @example totp_required
             * @example totp_invalid
             * @example forbidden
             * @example password_wrong
             * @example totp_setup_required
             * @example totp_wrong
             * @example password_reset_required
             * @example account_suspended
             * @example account_silenced
             * @example email_unverified
             * @example origin_refused
             * @example registration_closed
             * @example invite_invalid
             * @example terms_required
             * @example not_found
             * @example method_not_allowed
             * @example conflict
             * @example username_taken
             * @example email_taken
             * @example media_not_ready
             * @example sync_expired
             * @example payload_too_large
             * @example media_unsupported
             * @example content_type_unsupported
             * @example media_refused
             * @example media_invalid
             * @example idempotency_mismatch
             * @example validation_failed
             * @example password_refused
             * @example cursor_invalid
             * @example token_invalid
             * @example client_too_old
             * @example rate_limited
             * @example headers_too_large
             * @example unavailable
             * @example media_quota_exceeded
             * @example storage_full
             * @example internal_error
             */
            code: string;
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            requestId: string;
            status: number;
            title: string;
            /** @description Where the code is explained. */
            type: string;
        };
        /** @description Why a WebSocket is closed right after. */
        ProblemEvent: {
            data: components["schemas"]["Problem"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "problem";
        };
        /** @description A person, as their page shows them to the one who asks. */
        Profile: {
            bio: string;
            /** @description Of what the person who asks could list. */
            counts: {
                followers: number;
                following: number;
                posts: number;
            };
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            id: string;
            isPrivate: boolean;
            isVerified: boolean;
            link: string | null;
            /** @description Path on this server, or null without a photo. */
            photoUrl: string | null;
            relation: components["schemas"]["Relation"];
            username: string;
        };
        /** @description A device that takes pushes. Its address is a secret and not shown. */
        PushSubscription: {
            /** Format: date-time */
            createdAt: string;
            /** @description Whether that is the session that asks. */
            current: boolean;
            failingSince: string | null;
            id: string;
            /** @description `webpush` (UnifiedPush as well) or `fcm`. */
            kind: string;
            lastSentAt: string | null;
            /** @description Why the last push could not be sent. */
            problem: string | null;
            /** @description The host of the push service. */
            service: string;
            /** @description The session it belongs to; it ends with it. */
            sessionId: string;
        };
        PushTest: {
            devices: {
                /** @description `webpush` (UnifiedPush as well) or `fcm`. */
                kind: string;
                /** @description `sent`, `failed`, or `gone`: nobody listens there, it was removed. */
                outcome: string;
                problem: string | null;
                /** @description The host of the push service. */
                service: string;
                subscriptionId: string;
            }[];
            failed: number;
            sent: number;
        };
        /** @description The reaction of one person. */
        Reaction: {
            /** Format: date-time */
            createdAt: string;
            emoji: string;
            user: components["schemas"]["PersonSummary"];
        };
        /** @description The first frame of a stream. */
        ReadyEvent: {
            data: Record<string, never>;
            /** @description Where the stream starts. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ready";
        };
        Receipt: {
            conversationId: string;
            /** @description My own unread messages; null in the receipts of others. */
            unreadCount: number | null;
            upTo: string;
            userId: string;
        };
        ReceiptDeliveredCommand: {
            data: {
                /** @description An id as this server gives them (UUIDv7). */
                conversationId: string;
                /** @description The newest message it is about. */
                upTo: string;
            };
            /** @description Chosen by the client; the answer carries it. */
            ref: string | number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "receipt.delivered";
        };
        ReceiptDeliveredEvent: {
            data: components["schemas"]["Receipt"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "receipt.delivered";
        };
        ReceiptReadCommand: {
            data: {
                /** @description An id as this server gives them (UUIDv7). */
                conversationId: string;
                /** @description The newest message it is about. */
                upTo: string;
            };
            /** @description Chosen by the client; the answer carries it. */
            ref: string | number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "receipt.read";
        };
        ReceiptReadEvent: {
            data: components["schemas"]["Receipt"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "receipt.read";
        };
        /** @description How the person who asks stands to another. */
        Relation: {
            blocking: boolean;
            canMessage: boolean;
            followedBy: boolean;
            following: boolean;
            muting: boolean;
            /** @description I have asked to follow and wait for an answer. */
            requested: boolean;
            /** @description They have asked to follow me and wait for my answer. */
            requestedBy: boolean;
        };
        RelationshipUpdatedEvent: {
            data: components["schemas"]["NamedRelation"] | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "relationship.updated";
        };
        Report: {
            answeredAt: string | null;
            comment: string | null;
            /** Format: date-time */
            createdAt: string;
            id: string;
            /** @description `actioned`: something was done; `dismissed`: no rule was broken. */
            outcome: string | null;
            reason: string;
            /** @description `open` or `answered`. */
            state: string;
            subject: {
                id: string;
                type: string;
            };
        };
        RequestedExport: {
            /** Format: date-time */
            expiresAt: string;
            id: string;
            /** @description Where the file is fetched, for an hour, in the same way as the API. */
            url: string;
        };
        /** @description A device signed in. */
        Session: {
            /** Format: date-time */
            createdAt: string;
            current: boolean;
            deviceName: string;
            id: string;
            ip: string;
            /** Format: date-time */
            lastSeenAt: string;
            scope: string;
        };
        SessionEndedEvent: {
            data: {
                reason: string;
                sessionId: string;
            } | components["schemas"]["Gone"];
            /** @description The position in my log: `since` of the next stream. */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "session.ended";
        };
        /** @description A share of my place, without positions. */
        SharedLocation: {
            conversationId: string;
            endedAt: string | null;
            endReason: string | null;
            /** Format: date-time */
            expiresAt: string;
            id: string;
            /** @description Who sees or saw it. */
            person: components["schemas"]["PersonSummary"];
            precision: string;
            /** Format: date-time */
            startedAt: string;
        };
        SignedIn: {
            session: components["schemas"]["Session"];
            token: string | null;
            user: components["schemas"]["Account"];
        };
        Strike: {
            /** @description `warn`, `silence`, `suspend`, `hide` or `delete`. */
            action: string;
            appeal: {
                answer: string | null;
                decidedAt: string | null;
                id: string;
                /** @description `open`, `upheld` or `overturned`. */
                state: string;
            } | null;
            /** Format: date-time */
            appealUntil: string;
            /** @description Whether a rule decided, and no person. */
            automatic: boolean;
            canAppeal: boolean;
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            /** @description When it ends by itself; null: never. */
            expiresAt: string | null;
            /** @description What an appeal names as `actionId`. */
            id: string;
            /** @description The rule that was broken, or why. */
            reason: string;
            subject: {
                id: string;
                type: string;
            };
        };
        Suggestion: {
            displayName: string;
            id: string;
            isVerified: boolean;
            /** @description How many whom I follow do so. */
            mutualCount: number;
            /** @description Path on this server, or null without a photo. */
            photoUrl: string | null;
            username: string;
        };
        SyncPage: {
            items: components["schemas"]["LogFrame"][];
            more: boolean;
            next: string;
        };
        /** @description Places in a text, from `start` to before `end` in UTF-16 units. A person who is named may not exist. */
        TextParts: {
            links: {
                end: number;
                host: string;
                start: number;
                url: string;
            }[];
            mentions: {
                end: number;
                start: number;
                username: string;
            }[];
            tags: {
                end: number;
                start: number;
                tag: string;
            }[];
        };
        TypingCommand: {
            data: {
                /** @description An id as this server gives them (UUIDv7). */
                conversationId: string;
                /**
                 * @description `false` when the person stopped; otherwise it fades after some seconds.
                 * @default true
                 */
                on?: boolean;
            };
            /** @description Chosen by the client; the answer carries it. */
            ref: string | number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "typing";
        };
        TypingEvent: {
            data: {
                conversationId: string;
                on: boolean;
                userId: string;
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "typing";
        };
        /** @description A YouTube video, to be played in YouTube’s embedded player alone. */
        Video: {
            attribution: components["schemas"]["VideoAttribution"];
            channel: {
                id: string;
                title: string;
            };
            /** @description A count as YouTube gave it, in decimal digits (it may exceed 53 bits); null where it is not told. */
            commentCount: string | null;
            durationSeconds: number;
            /**
             * Format: date-time
             * @description When this was fetched from YouTube.
             */
            fetchedAt: string;
            isSaved: boolean;
            isSeen: boolean;
            /** @description short or long. */
            kind: string;
            /** @description A count as YouTube gave it, in decimal digits (it may exceed 53 bits); null where it is not told. */
            likeCount: string | null;
            /** @description Where true, nothing about watching may be tracked. Null is "not said", which is not "no". */
            madeForKids: boolean | null;
            /** Format: date-time */
            publishedAt: string;
            thumbnail: {
                height: number | null;
                /** @description At YouTube; it is linked to and not stored here. */
                url: string;
                width: number | null;
            };
            title: string;
            /** @description A count as YouTube gave it, in decimal digits (it may exceed 53 bits); null where it is not told. */
            viewCount: string | null;
            youtubeId: string;
        };
        VideoAttribution: {
            /** @description Where the name of the channel must link to. */
            channelUrl: string;
            /** @description To be shown as the source, with the brand features of YouTube. */
            source: string;
            /** @description Where title and picture must link to. */
            url: string;
        };
        VideoCategory: {
            id: string;
            name: string;
        };
        VideoDetail: {
            attribution: components["schemas"]["VideoAttribution"];
            channel: {
                id: string;
                title: string;
            };
            /** @description A count as YouTube gave it, in decimal digits (it may exceed 53 bits); null where it is not told. */
            commentCount: string | null;
            description: string;
            durationSeconds: number;
            /** @description For the IFrame player, in its privacy-enhanced mode (`www.youtube-nocookie.com`); `origin=` is added by the app. */
            embedUrl: string;
            /**
             * Format: date-time
             * @description When this was fetched from YouTube.
             */
            fetchedAt: string;
            isSaved: boolean;
            isSeen: boolean;
            /** @description short or long. */
            kind: string;
            language: string | null;
            /** @description A count as YouTube gave it, in decimal digits (it may exceed 53 bits); null where it is not told. */
            likeCount: string | null;
            /** @description Where true, nothing about watching may be tracked. Null is "not said", which is not "no". */
            madeForKids: boolean | null;
            /** Format: date-time */
            publishedAt: string;
            thumbnail: {
                height: number | null;
                /** @description At YouTube; it is linked to and not stored here. */
                url: string;
                width: number | null;
            };
            title: string;
            /** @description A count as YouTube gave it, in decimal digits (it may exceed 53 bits); null where it is not told. */
            viewCount: string | null;
            youtubeId: string;
        };
        VideoFeed: {
            items: components["schemas"]["Video"][];
            nextCursor: string | null;
            /** @description Why the feed is empty: no_key, preparing, nothing_here. Null when it is not. */
            reason: string | null;
            /** @description Whose videos these are: the region asked for, or the fallback. */
            region: string;
            /** @description The regions that can be asked for; the first one is the fallback. */
            regions: string[];
        };
        VideoSave: {
            isSaved: boolean;
            youtubeId: string;
        };
        VideosSeen: {
            seen: number;
        };
        VideoUnplayable: {
            noted: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    fileAppeal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An id as this server gives them (UUIDv7). */
                    actionId: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Ask operators to look at a decision about me again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiledAppeal"];
                };
            };
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Change my e-mail address */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mail the confirmation link again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Confirm an e-mail address by the mailed link */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How the device calls itself in the list of sessions. */
                    deviceName?: string;
                    /** @description A user name or an e-mail address. */
                    login: string;
                    password: string;
                    /**
                     * @default token
                     * @enum {string}
                     */
                    session?: "token" | "cookie";
                    /** @description A code of the authenticator app, or a recovery code. */
                    totp?: string;
                };
            };
        };
        responses: {
            /** @description Sign in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End this session */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Change my password */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A user name or an e-mail address. */
                    login: string;
                };
            };
        };
        responses: {
            /** @description Ask for a mail to choose a new password */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Choose a new password by the mailed link */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    acceptTerms: true;
                    /** Format: date */
                    birthDate?: string;
                    deviceName?: string;
                    displayName?: string;
                    /** Format: email */
                    email: string;
                    inviteCode?: string;
                    password: string;
                    /**
                     * @default token
                     * @enum {string}
                     */
                    session?: "token" | "cookie";
                    username: string;
                };
            };
        };
        responses: {
            /** @description Make an account and sign in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The devices signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        nextCursor: null;
                    };
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End every session but this one */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End one session */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    beginTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Make a secret for my authenticator app */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                        url: string;
                    };
                };
            };
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Switch two-factor sign-in on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    disableTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Switch two-factor sign-in off */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A comment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
        };
    };
    deleteComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a comment of mine, or one on my post, with the replies below it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Change a comment of mine */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description Change a comment of mine */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
        };
    };
    reactToComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Exactly one emoji that Unicode recommends for general interchange (RGI). */
                    emoji: string;
                };
            };
        };
        responses: {
            /** @description React to a comment with one emoji */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
        };
    };
    unreactToComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take my reaction to a comment back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description `requests`: what strangers sent and waits for an answer. Without it: everything but the archive. */
                folder?: "inbox" | "requests" | "archive";
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description My conversations, newest message first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Conversation"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    startConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                };
            };
        };
        responses: {
            /** @description My conversation with a person, begun if there is none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description My conversation with a person, begun if there is none */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One of my conversations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    changeConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    archived?: boolean;
                    muted?: boolean;
                    /**
                     * @description The answer to a stranger; it may be changed later.
                     * @enum {string}
                     */
                    request?: "accepted" | "refused";
                };
            };
        };
        responses: {
            /** @description Mute, archive or answer a conversation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    markDelivered: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The newest message it is about. */
                    upTo: string;
                };
            };
        };
        responses: {
            /** @description I have received up to a message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
        };
    };
    shareLocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Radius of the fix in metres. */
                    accuracy?: number;
                    /**
                     * @description 15 minutes, 1 hour or 8 hours.
                     * @enum {number}
                     */
                    durationSeconds: 900 | 3600 | 28800;
                    /** @description Degrees clockwise from north. */
                    heading?: number;
                    /** @description WGS 84 degrees. */
                    latitude: number;
                    /** @description WGS 84 degrees. */
                    longitude: number;
                    /**
                     * @description Made this coarse before it is stored.
                     * @default exact
                     * @enum {string}
                     */
                    precision?: "exact" | "1km" | "city";
                };
            };
        };
        responses: {
            /** @description Share where I am, for a while */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description A message to jump to; the page has it in its middle. */
                around?: string;
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only messages with words that begin like these. */
                query?: string;
            };
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages of a conversation, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Message"][];
                        /** @description Leads on to older messages. */
                        nextCursor: string | null;
                        /** @description Leads on to newer ones, after a jump. */
                        previousCursor: string | null;
                    };
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Chosen by the client; the same one twice is one message. */
                    clientId: string;
                    /** @description Items of `POST /media` with purpose `message`. */
                    media?: string[];
                    /** @description A post to share. */
                    post?: string;
                    /** @description A message of the same conversation. */
                    replyTo?: string;
                    text?: string;
                    /** @description A YouTube video to share, by its id. */
                    video?: string;
                };
            };
        };
        responses: {
            /** @description Send a message */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    markRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The newest message it is about. */
                    upTo: string;
                };
            };
        };
        responses: {
            /** @description I have read up to a message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
        };
    };
    showTyping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description `false` when the person stopped; otherwise it fades after some seconds.
                     * @default true
                     */
                    on?: boolean;
                };
            };
        };
        responses: {
            /** @description I am typing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description The last position seen; none: from now. */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The live stream of my log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    explorePosts: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Public posts with many reactions of late, then the newest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FeedPost"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    readFeed: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Posts of those I follow and mine, strictly newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FeedPost"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What this server is, allows and offers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
        };
    };
    stopLocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stop sharing, from any of my devices */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateLocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Radius of the fix in metres. */
                    accuracy?: number;
                    /** @description Degrees clockwise from north. */
                    heading?: number;
                    /** @description WGS 84 degrees. */
                    latitude: number;
                    /** @description WGS 84 degrees. */
                    longitude: number;
                    /**
                     * Format: date-time
                     * @description When the phone was there; older points than the last are dropped. Default: now.
                     */
                    recordedAt?: string;
                };
            };
        };
        responses: {
            /** @description Move a share of mine */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationUpdate"];
                };
            };
        };
    };
    listLoginAlerts: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign-ins from new devices and networks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LoginAlert"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    confirmLoginAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This sign-in was me */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAlert"];
                };
            };
        };
    };
    denyLoginAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This sign-in was not me */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAlert"];
                };
            };
        };
    };
    answerLoginAlertByMail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    answer: "confirm" | "deny";
                    token: string;
                };
            };
        };
        responses: {
            /** @description Confirm or deny a sign-in by the mailed link */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAlert"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description My account and settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    deleteMeByMethod: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Delete my account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountDeleted"];
                };
            };
        };
    };
    editMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    bio?: string;
                    displayName?: string;
                    isPrivate?: boolean;
                    link?: string | null;
                    locale?: string | null;
                    /** @enum {string} */
                    messagesFrom?: "everyone" | "following" | "nobody";
                    presence?: boolean;
                    readReceipts?: boolean;
                    timeZone?: string | null;
                };
            };
        };
        responses: {
            /** @description Change my profile and settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whom I have blocked, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BlockedPerson"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listBookmarks: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The posts I have kept, the last one first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Post"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What I have agreed to, and what is missing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
        };
    };
    acceptDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    document: "terms" | "guidelines" | "privacy";
                    version: string;
                };
            };
        };
        responses: {
            /** @description Accept the present version of a document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Delete my account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountDeleted"];
                };
            };
        };
    };
    requestExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Ask for everything about me */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestedExport"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything about me, as a zip of JSON and media */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    listFollowRequests: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who has asked to follow me, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FollowRequest"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    acceptFollowRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Let somebody follow who has asked for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    refuseFollowRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refuse somebody who has asked to follow */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    removeFollower: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Make somebody no longer follow me */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    listMyLocations: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With whom and when I share and shared my place */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SharedLocation"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listMutes: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whom I have muted, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MutedPerson"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    setPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description The picture or video. */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Set my photo */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    removePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove my photo */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    listSavedVideos: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The videos I have saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Video"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listMyStrikes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was decided about me, why, for how long, and how to appeal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Strike"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    uploadMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description What it shows, in words. */
                    alt?: string;
                    /** @description The picture or video. */
                    file: string;
                    /**
                     * @description What it will be used in.
                     * @enum {string}
                     */
                    purpose: "post" | "message";
                };
            };
        };
        responses: {
            /** @description Upload a picture or video */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
            /** @description Upload a picture or video */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
        };
    };
    getMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One of my uploads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
        };
    };
    describeMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it shows, in words; null for none. */
                    alt: string | null;
                };
            };
        };
        responses: {
            /** @description Say what an upload of mine shows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
        };
    };
    deleteMessage: {
        parameters: {
            query?: {
                /** @description The for. */
                for?: "me" | "everyone";
            };
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a message */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Change the text of a message of mine, within 24 hours */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    reactToMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    emoji: string;
                };
            };
        };
        responses: {
            /** @description React to a message with one emoji */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    unreactToMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take my reaction back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description `true`: only those that are not read; `false`: only those that are. */
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What I am told of, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    countNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many I have not read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationCount"];
                };
            };
        };
    };
    getNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How I want to be told of things */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
        };
    };
    changeNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description A mail in the morning with what is unread and new.
                     * @enum {string}
                     */
                    digest?: "off" | "daily" | "weekly";
                    /** @description Whether pushes show names and what was written. */
                    previews?: boolean;
                    quietHours?: {
                        from: string;
                        /** @description IANA, `Europe/Berlin`. */
                        timeZone: string;
                        to: string;
                    } | null;
                    types?: {
                        announcement?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        comment?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        follow?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        follow_accepted?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        follow_request?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        login_alert?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        mention?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        message?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        moderation?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        reaction?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                        reply?: {
                            email?: boolean;
                            inApp?: boolean;
                            push?: boolean;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Change how I am told of things */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
        };
    };
    readNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    all?: true;
                    /** @description Those of others, and unknown ones, do nothing. */
                    ids?: string[];
                    /** @description This one, and all that stand below it in the list. */
                    upTo?: string;
                };
            };
        };
        responses: {
            /** @description Mark notifications as read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationCount"];
                };
            };
        };
    };
    publishPost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Knows #tags, @mentions and links.
                     * @default
                     */
                    caption?: string;
                    /**
                     * @description The author may always comment.
                     * @default everyone
                     * @enum {string}
                     */
                    commentsFrom?: "everyone" | "followers" | "nobody";
                    /** @description Items of `POST /media` with purpose `post`, in order. */
                    media: string[];
                    /**
                     * @description Shown blurred until somebody asks to see it.
                     * @default false
                     */
                    sensitive?: boolean;
                    /**
                     * @default public
                     * @enum {string}
                     */
                    visibility?: "public" | "followers";
                };
            };
        };
        responses: {
            /** @description Publish a post */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            /** @description Publish a post */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
        };
    };
    getPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A post */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    deletePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a post of mine, with its files, comments and reactions */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Knows #tags, @mentions and links. */
                    caption?: string;
                    /**
                     * @description The author may always comment.
                     * @enum {string}
                     */
                    commentsFrom?: "everyone" | "followers" | "nobody";
                    /** @description Other words for items of the post; those left out keep theirs. The items themselves stay. */
                    media?: {
                        /** @description What it shows; null for no words. */
                        alt: string | null;
                        /** @description An id as this server gives them (UUIDv7). */
                        id: string;
                    }[];
                    /** @description Shown blurred until somebody asks to see it. */
                    sensitive?: boolean;
                    /** @enum {string} */
                    visibility?: "public" | "followers";
                };
            };
        };
        responses: {
            /** @description Change a post of mine */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            /** @description Change a post of mine */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
        };
    };
    bookmarkPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keep a post among my bookmarks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostState"];
                };
            };
        };
    };
    unbookmarkPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take a post off my bookmarks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostState"];
                };
            };
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description An id as this server gives them (UUIDv7). */
                replyTo?: string;
            };
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Comments on a post, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Comment"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    writeComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A comment on the same post. A reply to a reply stands below the same comment as that one. */
                    replyTo?: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Comment on a post, or answer a comment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description Comment on a post, or answer a comment */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
        };
    };
    putPostAside: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not for me: keep a post out of my feed and explore */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostState"];
                };
            };
        };
    };
    bringPostBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Let a post be shown to me again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostState"];
                };
            };
        };
    };
    reactToPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Exactly one emoji that Unicode recommends for general interchange (RGI). */
                    emoji: string;
                };
            };
        };
        responses: {
            /** @description React to a post with one emoji */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostState"];
                };
            };
        };
    };
    unreactToPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take my reaction to a post back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostState"];
                };
            };
        };
    };
    listPostReactions: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who reacted to a post and how, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Reaction"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listPushSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description My devices that take pushes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PushSubscription"][];
                    };
                };
            };
        };
    };
    subscribeToPush: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of `webpush`: the https address that the push service gave. */
                    endpoint?: string;
                    /** @description Of `webpush`: as the browser or the UnifiedPush library gives them, base64url. */
                    keys?: {
                        auth: string;
                        p256dh: string;
                    };
                    /**
                     * @description `webpush` is Web Push and UnifiedPush, `fcm` Firebase Cloud Messaging.
                     * @enum {string}
                     */
                    kind: "webpush" | "fcm";
                    /** @description Of `fcm`: the registration token. */
                    token?: string;
                };
            };
        };
        responses: {
            /** @description Let this device take pushes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscription"];
                };
            };
            /** @description Let this device take pushes */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscription"];
                };
            };
        };
    };
    unsubscribeFromPush: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id as this server gives them (UUIDv7). */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send no more pushes to a device of mine */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    testPush: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send a push to all my devices, and see what comes of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushTest"];
                };
            };
        };
    };
    listRelationships: {
        parameters: {
            query: {
                /** @description User names with commas between them. */
                usernames: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How I stand to up to 100 people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["NamedRelation"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listMyReports: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What I have reported, and what came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Report"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    fileReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string;
                    /** @enum {string} */
                    reason: "child_safety" | "self_harm" | "violence" | "intimate_image" | "illegal" | "hate" | "harassment" | "nudity" | "impersonation" | "spam" | "other";
                    subject: {
                        id: string;
                        /** @enum {string} */
                        type: "user" | "post" | "comment" | "message" | "conversation" | "video";
                    };
                };
            };
        };
        responses: {
            /** @description Report a person, post, comment, message, conversation or video */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiledReport"];
                };
            };
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    deviceName?: string;
                    displayName?: string;
                    /** Format: email */
                    email: string;
                    password: string;
                    /**
                     * @default token
                     * @enum {string}
                     */
                    session?: "token" | "cookie";
                    token: string;
                    username: string;
                };
            };
        };
        responses: {
            /** @description Make the first admin */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    sync: {
        parameters: {
            query?: {
                /** @description The position up to which everything is known. */
                since?: string;
                /** @description Seconds to wait for something. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened since */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncPage"];
                };
            };
        };
    };
    listTagPosts: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The tag. */
                tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Public posts with a tag, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Post"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    fileTakedown: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description Where the answer is mailed.
                     */
                    contact: string;
                    description: string;
                    /** @enum {string} */
                    kind: "intimate_image" | "child_safety" | "copyright" | "other";
                    /** @description The full name of whoever asks, who declares that what is said is true. */
                    signature: string;
                    /** @description Where it is; several addresses one a line. */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Ask for something to be taken down, without an account */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiledTakedown"];
                };
            };
        };
    };
    searchUsers: {
        parameters: {
            query: {
                /** @description How many people at most. */
                limit?: number;
                /** @description A user name or a name, or the beginning of one, in any script. */
                query: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Search people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PersonSummary"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
        };
    };
    blockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Block a person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    unblockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take a block back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    followUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Follow a person, or ask a private account for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    unfollowUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No longer follow a person, or take the request back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    listFollowers: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who follows a person, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PersonSummary"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listFollowing: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whom a person follows, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PersonSummary"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    muteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description How long; without it until it is taken back. Muting again sets the time anew. */
                    durationSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Mute a person, for a time or until taken back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    unmuteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take a mute back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relation"];
                };
            };
        };
    };
    listUserPosts: {
        parameters: {
            query?: {
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description The view. */
                view?: "full" | "grid";
            };
            header?: never;
            path: {
                /** @description The username. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The posts of a person, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: (components["schemas"]["Post"] | components["schemas"]["GridPost"])[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listSuggestions: {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description People followed by those I follow */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Suggestion"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listVideos: {
        parameters: {
            query: {
                /** @description The id of a category; every one without it. */
                category?: string;
                /** @description Where the page starts: `nextCursor` of the one before. */
                cursor?: string;
                /** @description Shorts or long videos. */
                kind: "short" | "long";
                /** @description How many items at most. */
                limit?: number;
                /** @description Country (ISO 3166-1) whose videos are wanted; where none are fetched for it, the fallback’s come. */
                region?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The video feed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoFeed"];
                };
            };
        };
    };
    getVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description YouTube’s id of the video. */
                youtubeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One video */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoDetail"];
                };
            };
        };
    };
    saveVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description YouTube’s id of the video. */
                youtubeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Save a video for later */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoSave"];
                };
            };
        };
    };
    unsaveVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description YouTube’s id of the video. */
                youtubeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take a save back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoSave"];
                };
            };
        };
    };
    reportUnplayableVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description YouTube’s id of the video. */
                youtubeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say that the player could not play a video */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoUnplayable"];
                };
            };
        };
    };
    listVideoCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The categories of the video feed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["VideoCategory"][];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    seeVideos: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Say which videos I have seen */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideosSeen"];
                };
            };
        };
    };
}
