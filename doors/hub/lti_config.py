"""Sign-on by LTI 1.3: learners come by a link in their school's system, without a password of the Hub's own.

``lti.toml`` names that system, docs/doors.md says how the two are made known to each other. What the system signs is
checked by ltiauthenticator; what is here says who may come in, what opens, and where a score is to go one day.
"""

from pathlib import Path

from jupyterhub.auth import LocalAuthenticator
from jupyterhub.handlers import BaseHandler
from ltiauthenticator.lti13.auth import LTI13Authenticator
from ltiauthenticator.lti13.handlers import LTI13CallbackHandler
from tornado.web import HTTPError

from course_lib.grading.lti.keys import public_keys
from course_lib.grading.lti.launch import CLAIM, account, graded_launch, start_page
from course_lib.grading.lti.launches import note_launch
from course_lib.grading.lti.platform import read_platform
from course_lib.words.language import language

FOLDER = Path("/srv/hub/lti")
PLATFORM = read_platform(FOLDER)


class Launched(LTI13CallbackHandler):
    """A launch whose signature, audience, time and nonce are right."""

    def decode_and_validate_launch_request(self):
        """Return what the launch says.

        Raises:
            HTTPError: if it comes from another deployment, or names a chapter that there is not.
        """
        self.claims = super().decode_and_validate_launch_request()
        deployment = self.claims.get(f"{CLAIM}deployment_id")
        if deployment not in PLATFORM.deployments:
            raise HTTPError(403, f"deployments in lti.toml does not name {deployment!r}, from which this launch comes.")
        try:
            self.page = start_page(self.claims, language())
        except ValueError as problem:
            raise HTTPError(400, str(problem)) from problem
        return self.claims

    async def redirect_to_next_url(self, user):
        """Keep where the score is to go, and open the notebook of the link."""
        if launch := graded_launch(self.claims):
            note_launch(FOLDER, launch)
        self.redirect(f"{self.hub.base_url}user-redirect/lab/tree/{self.page}")


class PublicKeys(BaseHandler):
    """The Hub's public key, by which the system knows that scores come from it."""

    def get(self):
        """Send it as a JSON Web Key Set."""
        self.finish(public_keys(FOLDER))


class SignOn(LocalAuthenticator, LTI13Authenticator):
    """Whom the system sends has an account, which is made at the first launch."""

    callback_handler = Launched

    def get_handlers(self, app):
        """Return the addresses that the system calls."""
        return [*super().get_handlers(app), ("/lti13/keys", PublicKeys)]

    def get_username(self, token):
        """Return the name of the learner's account."""
        return account(token)


c = get_config()  # noqa: F821
c.JupyterHub.authenticator_class = SignOn
c.Authenticator.allow_all = True  # whom the system sends
c.LTI13Authenticator.issuer = PLATFORM.issuer
c.LTI13Authenticator.client_id = {PLATFORM.client_id}
c.LTI13Authenticator.authorize_url = PLATFORM.authorize_url
c.LTI13Authenticator.jwks_endpoint = PLATFORM.keys_url
c.LTI13Authenticator.uri_scheme = PLATFORM.hub.partition(":")[0]
c.LocalAuthenticator.create_system_users = True
c.LocalAuthenticator.add_user_cmd = ["useradd", "--create-home", "--key", "HOME_MODE=0700", "--shell", "/bin/bash"]
# The system's page sends the launch from its own address, and browsers keep other cookies back there.
c.JupyterHub.tornado_settings = {"cookie_options": {"samesite": "None", "secure": True}}
