"""X's sign-in for native apps: public clients, rotating refresh tokens."""

from __future__ import annotations

from prstudio.practice.oauth import OAuth, Rules
from prstudio.practice.world import World


def make_x_oauth(world: World) -> OAuth:
    """With two hours of access, a code that lives half a minute, and refresh tokens that work once."""
    facts = world.facts.x
    bad_token = ("invalid_request", "Value passed for the token was invalid.")
    rules = Rules(
        platform="x",
        authorize_paths=("/i/oauth2/authorize",),
        token_path="/2/oauth2/token",  # noqa: S106 -- an address
        revoke_path="/2/oauth2/revoke",
        token_life_s=facts.token_life_s,
        code_life_s=facts.code_life_s,
        rotates=True,
        needs_challenge=True,
        offline=("scope", "offline.access"),
        bad_code=("invalid_request", "Value passed for the authorization code was invalid."),
        bad_refresh=bad_token,
        revoked_answer={"revoked": True},
    )
    return OAuth(world, rules)
