"""Google's sign-in for programs on a desk."""

from __future__ import annotations

from prstudio.practice.oauth import OAuth, Rules
from prstudio.practice.world import World


def make_google_oauth(world: World) -> OAuth:
    """With one hour of access, and refresh tokens that last."""
    facts = world.facts.youtube
    rules = Rules(
        platform="youtube",
        authorize_paths=("/o/oauth2/v2/auth", "/o/oauth2/auth"),
        token_path="/token",  # noqa: S106 -- an address
        revoke_path="/revoke",
        token_life_s=facts.token_life_s,
        code_life_s=facts.code_life_s,
        rotates=False,
        needs_challenge=False,
        offline=("access_type", "offline"),
        bad_code=("invalid_grant", "Malformed auth code."),
        bad_refresh=("invalid_grant", "Token has been expired or revoked."),
        revoked_answer={},
    )
    return OAuth(world, rules)
