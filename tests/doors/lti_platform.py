"""A school's system as LTI 1.3 knows it, small: who follows a link is sent to the Hub, and scores come back here.

It runs by itself in the Hub's environment, which has what signs: ``python lti_platform.py PORT HUB``. It checks all that
a real system has to check, and refuses what is not right. Asked with ``fault=…``, it signs a launch that a Hub must
refuse. It is written after 1EdTech's LTI Core 1.3, Security Framework 1.0 and Assignment and Grade Services 2.0.
"""

import json
import secrets
import sys
import time
import urllib.request
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

PORT, HUB = int(sys.argv[1]), sys.argv[2]
OWN = f"http://localhost:{PORT}"
CLIENT = "gradient-hub"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SUBJECTS = {"aoi": "2a7d", "ren": "9c1f", "sensei": "0e55"}
NAMES = {"aoi": "山田 葵", "ren": "Ren Sato", "sensei": "先生"}
LOCALES = {"aoi": "ja", "ren": "en-US", "sensei": "ja"}
LINKS = {
    "chapter04": {"chapter": "04"},
    "sheet04": {"sheet": "4"},
    "sheet04-in-english": {"sheet": "04", "language": "en"},
    "nowhere": {"chapter": "44"},
    "course": {},
}
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "platform", "alg": "RS256", "use": "sig"}) for _ in range(2))
hints, tokens, seen, scores, enrolled = {}, {}, set(), [], set(SUBJECTS.values())


class Refused(Exception):
    """What came is not right."""


def must(holds, what):
    if not holds:
        raise Refused(what)


def login(query):
    """Return where a browser goes that follows a link: to the Hub, which is told who asks and for what."""
    hint = secrets.token_hex(8)
    hints[hint] = {name: query.get(name, "") for name in ("user", "link", "fault")}
    asked = {"iss": OWN, "login_hint": query["user"], "lti_message_hint": hint, "client_id": CLIENT}
    asked |= {"target_link_uri": HUB, "lti_deployment_id": "1"}
    return f"{HUB}/hub/lti13/oauth_login?{urlencode(asked)}"


def id_token(user, link, fault, nonce):
    now = int(time.time())
    claims = {"iss": OWN, "aud": CLIENT, "sub": SUBJECTS[user], "name": NAMES[user], "nonce": nonce, "iat": now, "exp": now + 60}
    claims |= {f"{CLAIM}message_type": "LtiResourceLinkRequest", f"{CLAIM}version": "1.3.0", f"{CLAIM}deployment_id": "1"}
    claims |= {f"{CLAIM}target_link_uri": HUB, f"{CLAIM}resource_link": {"id": link}, f"{CLAIM}custom": LINKS[link]}
    claims |= {f"{CLAIM}roles": [ROLE + ("Instructor" if user == "sensei" else "Learner")]}
    claims |= {f"{CLAIM}launch_presentation": {"locale": LOCALES[user]}, f"{CLAIM}context": {"id": "class"}}
    column = {"scope": [SCORE], "lineitem": f"{OWN}/columns/04?type_id=1"}
    claims |= {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": column}
    claims |= {
        "audience": {"aud": "another"},
        "issuer": {"iss": "http://localhost:1"},
        "expired": {"iat": now - 7200, "exp": now - 3600},
        "nonce": {"nonce": "another"},
        "deployment": {f"{CLAIM}deployment_id": "2"},
    }.get(fault, {})
    if fault == "unsigned":
        return jwt.encode({"alg": "none"}, claims, KEY, algorithms=["none"])
    return jwt.encode({"alg": "RS256", "kid": "platform"}, claims, OTHER_KEY if fault == "signature" else KEY)


def authorize(query):
    """Return a page that sends the launch on by itself, as systems do: a form that posts from here to the Hub."""
    must(query["client_id"] == CLIENT and query["redirect_uri"] == f"{HUB}/hub/lti13/oauth_callback", "another tool")
    wanted = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}
    must(wanted.items() <= query.items() and query["nonce"] and query["state"], "no request of OpenID Connect")
    hint = hints.pop(query["lti_message_hint"])
    must(hint["user"] == query["login_hint"], "somebody else")
    sent = {"id_token": id_token(**hint, nonce=query["nonce"]), "state": query["state"]}
    fields = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in sent.items())
    return f'<form method="post" action="{query["redirect_uri"]}">{fields}</form><script>document.forms[0].submit()</script>'


def token(form):
    """Return the right to send scores, to whoever has the key that the Hub shows."""
    must(form["grant_type"] == "client_credentials" and form["client_assertion_type"] == ASSERTION, "no credentials")
    must(form["scope"] == SCORE, "another scope")
    with urllib.request.urlopen(f"{HUB}/hub/lti13/keys", timeout=10) as answer:
        keys = KeySet.import_key_set(json.load(answer))
    must(all(not key.is_private for key in keys), "a private key was shown")
    said = jwt.decode(form["client_assertion"], keys, algorithms=["RS256"]).claims
    must(said["iss"] == said["sub"] == CLIENT and said["aud"] in (f"{OWN}/token", [f"{OWN}/token"]), "another tool")
    must(time.time() < said["exp"] < time.time() + 3601 and said["jti"] not in seen, "an old assertion")
    seen.add(said["jti"])
    given = secrets.token_hex(16)
    tokens[given] = SCORE
    return {"access_token": given, "token_type": "Bearer", "expires_in": 3600, "scope": SCORE}


def receive(headers, address, score):
    must(tokens.get((headers["Authorization"] or "").removeprefix("Bearer ")) == SCORE, "no right to send scores")
    must(headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json", "another type")
    must(address == "/columns/04/scores?type_id=1", "no such column")
    must(score["userId"] in enrolled, "nobody of this class")
    must(score["activityProgress"] == "Completed" and score["gradingProgress"] == "FullyGraded", "not graded")
    must(score["scoreGiven"] >= 0 and score["scoreMaximum"] > 0, "no score")
    before = [one["timestamp"] for one in scores if one["userId"] == score["userId"]]
    must(not before or score["timestamp"] > max(before), "older than what is here")
    scores.append(score)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/course":  # the page with the link that a learner follows
            self.answer(f'<meta charset="utf-8"><a href="{escape(login(query))}">{escape(query["link"])}</a>')
        elif parts.path == "/auth":
            self.answer(authorize(query))
        elif parts.path == "/keys":
            self.answer(KeySet([KEY]).as_dict(private=False))
        elif parts.path == "/leave":  # for tests: a learner who leaves the class
            enrolled.discard(SUBJECTS[query["user"]])
            self.answer({})
        elif parts.path == "/scores":  # for tests: what has come
            self.answer(scores)
        else:
            self.send_error(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try:
            if self.path == "/token":
                self.answer(token({name: values[0] for name, values in parse_qs(body).items()}))
            else:
                receive(self.headers, self.path, json.loads(body))
                self.answer({})
        except (Refused, KeyError, JoseError) as problem:
            if self.path == "/token":
                self.answer({"error": "invalid_client"}, 401)
            else:
                self.send_error(400, str(problem))

    def answer(self, content, status=200):
        page = isinstance(content, str)
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if page else "application/json")
        self.end_headers()
        self.wfile.write((content if page else json.dumps(content)).encode())

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
