"""The hub of ``make class-server-check``: on the loopback only, everything in one folder, a name and no password of a person.

What a run decides, tests/class_server.py hands over in CLASS_HUB.  No hub for a class: that one knows its students.
"""

import json
import os
import sys
from pathlib import Path

from started import MARK

given = json.loads(os.environ["CLASS_HUB"])
folder = Path(given["folder"])

c = get_config()  # noqa: F821
c.JupyterHub.bind_url = f"http://127.0.0.1:{given['ports'][0]}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{given['ports'][1]}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{given['ports'][2]}"
c.ConfigurableHTTPProxy.command = [str(Path(sys.executable).with_name("configurable-http-proxy"))]
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{folder / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.JupyterHub.concurrent_spawn_limit = given["starts"]
c.JupyterHub.log_level = "WARN"

c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = given["token"]
c.Authenticator.allow_all = True
c.JupyterHub.services = [{"name": "lecturer", "api_token": given["token"]}]
c.JupyterHub.load_roles = [{"name": "admin", "services": ["lecturer"]}]

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"] if getattr(os, "geteuid", int)() == 0 else []
c.Spawner.environment = {MARK: os.environ[MARK]}
c.Spawner.start_timeout = c.Spawner.http_timeout = given["limit"]
