"""Facebook's paths: version, node and edge, and which part answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from prstudio.practice.exchange import Answer, Refusal, Request, json_answer
from prstudio.practice.facebook.chunked import ChunkedUploads
from prstudio.practice.facebook.errors import bad_parameter, graph_error, no_such_object
from prstudio.practice.facebook.listing import edge_page, pick
from prstudio.practice.facebook.nodes import Call, caller_of, read_call
from prstudio.practice.facebook.posts import PagePosts
from prstudio.practice.facebook.reels import Reels
from prstudio.practice.facebook.sign_in import FacebookSignIn
from prstudio.practice.facebook.videos import REEL, VIDEO, FacebookVideos
from prstudio.practice.ledger import State
from prstudio.practice.tokens import Kind
from prstudio.practice.world import World

_PATH: Final = re.compile(r"/(?P<upload>video-upload/)?(?P<version>v\d{1,3}\.\d{1,2})/(?P<rest>.*)")


class Facebook:
    """The platform as a whole."""

    name: Final = "facebook"

    def __init__(self, world: World) -> None:
        self._world = world
        self._posts = PagePosts(world)
        self._videos = FacebookVideos(world, self._posts)
        self._chunked = ChunkedUploads(world, self._videos)
        self._reels = Reels(world, self._videos)
        self._sign_in = FacebookSignIn(world)

    def owns(self, path: str) -> bool:
        """Whether this path is one of Facebook's."""
        return _PATH.fullmatch(path) is not None

    def answer(self, request: Request) -> Answer:
        """What the Graph API, or the host for uploads, says."""
        found = _PATH.fullmatch(request.path)
        assert found is not None
        if found["version"] not in self._world.facts.facebook.versions:
            message = f"(#2635) You are calling an unknown or deprecated version of the API: {found['version']}."
            raise Refusal(graph_error(2635, message))
        if found["upload"]:
            return self._reels.take(request, found["rest"])
        if self._sign_in.owns(found["rest"]):
            return self._sign_in.answer(request, found["rest"])
        call = read_call(request, self._world, found["rest"])
        answer = self._answer_call(call, found["version"])
        usage = '{"call_count":1,"total_cputime":1,"total_time":1}'
        version = {"facebook-api-version": found["version"], "x-app-usage": usage}
        return Answer(answer.status, answer.body, {**answer.headers, **version})

    def server_error(self, status: int) -> Answer:
        """Code 2: come back later."""
        message = "An unexpected error has occurred. Please retry your request later."
        return graph_error(2, message, status=status, is_transient=True)

    def rate_limited(self, seconds: float) -> Answer:
        """The page's limit; the header tells in minutes for how long."""
        page_id = self._world.facts.accounts.facebook_page_id
        minutes = max(1, round(seconds / 60))
        usage = (
            f'{{"{page_id}":[{{"type":"pages","call_count":100,"total_cputime":25,"total_time":25,'
            f'"estimated_time_to_regain_access":{minutes}}}]}}'
        )
        message = "(#80001) There have been too many calls to this Page account. Wait a bit and try again."
        return graph_error(80001, message, is_transient=True, headers={"X-Business-Use-Case-Usage": usage})

    def duplicate(self) -> Answer:
        """Code 506."""
        return graph_error(
            506,
            "Duplicate status message",
            subcode=1455006,
            title="Duplicate Status Update",
            user_message="This status update is identical to the last one you posted.",
        )

    def quota_spent(self) -> Answer:
        """Code 368: blocked for a while."""
        message = "The action attempted has been deemed abusive or is otherwise disallowed"
        return graph_error(368, message, subcode=1390008)

    def clear(self) -> None:
        """Forget all uploads."""
        self._posts.clear()
        self._videos.clear()
        self._sign_in.clear()

    def _answer_call(self, call: Call, version: str) -> Answer:
        if call.edge:
            return self._answer_edge(call, version)
        if call.node in ("debug_token",):
            return self._sign_in.debug(call)
        post = self._posts.find(call.node)
        if post is not None:
            handlers = {"GET": self._posts.show, "POST": self._posts.change, "DELETE": self._posts.delete}
            if call.request.method in handlers:
                return handlers[call.request.method](call, post)
        if call.request.method == "GET":
            return self._show_node(call)
        raise no_such_object(call.node)

    def _answer_edge(self, call: Call, version: str) -> Answer:
        shown, planned = (State.PUBLISHED,), (State.SCHEDULED,)
        edges: dict[str, Callable[[], Answer]] = {
            "POST feed": lambda: self._posts.create(call),
            "POST photos": lambda: self._posts.add_photo(call),
            "POST videos": lambda: self._chunked.answer(call),
            "POST advideos": lambda: self._chunked.answer(call),
            "POST video_reels": lambda: self._reels.answer(call, version),
            "GET feed": lambda: self._posts.list_posts(call, *shown),
            "GET posts": lambda: self._posts.list_posts(call, *shown),
            "GET published_posts": lambda: self._posts.list_posts(call, *shown),
            "GET scheduled_posts": lambda: self._posts.list_posts(call, *planned),
            "GET videos": lambda: self._videos.list_videos(call, VIDEO, REEL),
            "GET video_reels": lambda: self._videos.list_videos(call, REEL),
            "GET accounts": lambda: self._list_accounts(call),
            "DELETE permissions": lambda: self._sign_in.revoke(call),
        }
        edge = edges.get(f"{call.request.method} {call.edge}")
        if edge is None:
            raise bad_parameter(f"Unknown path components: /{call.edge}")
        return edge()

    def _show_node(self, call: Call) -> Answer:
        photo = self._posts.find_photo(call.node)
        if photo is not None:
            return self._posts.show_photo(call, photo)
        video = self._videos.find(call.node)
        if video is not None:
            return self._videos.show(call, video)
        accounts = self._world.facts.accounts
        caller = caller_of(call.token, self._world)
        if call.node == accounts.facebook_user_id:
            person = {"id": accounts.facebook_user_id, "name": accounts.facebook_user_name}
            return json_answer(200, pick(call, person, usual=("name",)))
        if call.node in (caller.page_id, accounts.facebook_page_id):
            return json_answer(200, pick(call, self._page(call.node), usual=("name",)))
        raise no_such_object(call.node)

    def _page(self, page_id: str) -> dict[str, Any]:
        accounts = self._world.facts.accounts
        is_usual = page_id == accounts.facebook_page_id
        return {
            "id": page_id,
            "name": accounts.facebook_page_name if is_usual else f"Practice Page {page_id}",
            "username": None,
            "link": f"https://www.facebook.com/{page_id}",
            "category": "Government organisation",
            "access_token": None,
            "tasks": ["CREATE_CONTENT", "MODERATE"],
            "is_published": True,
            "fan_count": 0,
        }

    def _list_accounts(self, call: Call) -> Answer:
        caller = caller_of(call.token, self._world)
        if caller.kind is Kind.PAGE:
            raise bad_parameter("Tried accessing nonexisting field (accounts)")
        page = self._page(self._world.facts.accounts.facebook_page_id)
        page["access_token"] = f"practice-page-{page['id']}-token"
        return edge_page(call, [pick(call, page, usual=("access_token", "category", "name", "tasks"))])
