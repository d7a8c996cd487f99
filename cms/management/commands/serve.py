"""The site on one machine: web, worker and clock, started together and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import NoReverseMatch, reverse

GRACE_SECONDS = 15
# A worker or clock that ends by itself is started again; one that does so this often in a row has a reason that starting does not mend.
RESTARTS, RESTART_SECONDS = 5, 60


class Command(BaseCommand):
    help = "Serve the site on 127.0.0.1:$PORT together with its worker and its clock, until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument(
            "--reload", action="store_true", help="Django's development server, restarting at each change."
        )

    def handle(self, *args, port: int, **options):
        self.refuse_busy(port)
        self.parent = os.getppid()
        self.stopping = False
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self.stop)
        commands = self.commands(port, reload=options["reload"])
        if settings.STRIPE_STAND_IN:
            commands |= self.stand_in(port)
        children = {name: self.start(command, port) for name, command in commands.items()}
        try:
            self.wait_for_web(children["web"], port)
            self.announce(port)
            ended = self.watch(children, lambda name: self.start(commands[name], port))
        finally:
            self.end(children)
        if ended:
            raise CommandError(f"The {ended} process ended by itself; everything was stopped.")

    def commands(self, port: int, *, reload: bool) -> dict[str, list[str]]:
        manage = [sys.executable, "manage.py"]
        gunicorn = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "deploy/gunicorn.conf.py",
            "--bind",
            f"127.0.0.1:{port}",
            "cms.wsgi",
        ]
        return {
            "web": [*manage, "runserver", f"127.0.0.1:{port}"] if reload else gunicorn,
            "worker": [*manage, "worker", *(["--reload"] if reload else [])],
            "clock": [*manage, "clock"],
        }

    def stand_in(self, port: int) -> dict[str, list[str]]:
        """The stand-in for Stripe, on any free port; the other processes find it in their environment."""
        with socket.create_server(("127.0.0.1", 0)) as probe:
            free = probe.getsockname()[1]
        os.environ["STRIPE_API_BASE"] = f"http://127.0.0.1:{free}"
        command = [sys.executable, "manage.py", "stripe_stand_in", "--port", str(free)]
        return {"payments": [*command, "--site", f"http://127.0.0.1:{port}"]}

    def start(self, command: list[str], port: int) -> subprocess.Popen:
        # A group of its own: Ctrl-C reaches us alone, and we stop the others in order.
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"], "PORT": str(port)}
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, start_new_session=True)  # noqa: S603  (our own commands)

    def refuse_busy(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(f"Port {port} is taken. Choose another: make run PORT=8001") from error

    def wait_for_web(self, web: subprocess.Popen, port: int) -> None:
        """Returns when somebody answers at `port`, when the process has ended, or after a minute."""
        until = time.monotonic() + 60
        while time.monotonic() < until and web.poll() is None and not self.stopping:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)

    def announce(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        lines = [f"The site     {address}/", f"The editors  {address}/admin/", f"The API      {address}/api/v3/docs/"]
        if mailbox := self.mailbox():
            lines.append(f"Its mail     {address}{mailbox}")
        if login := self.demo_login():
            lines.append(f"Sign in as   {login}")
        self.stdout.write("\n" + "".join(f"  {line}\n" for line in lines) + "\n  Ctrl-C stops it.\n")
        self.stdout.flush()

    def mailbox(self) -> str:
        """The path of the page that shows every mail instead of sending it; empty when mail really leaves."""
        with suppress(NoReverseMatch):
            return reverse("mailbox") if getattr(settings, "OUTBOX_MAILBOX", False) else ""
        return ""

    def demo_login(self) -> str:
        """Name and password of the demo's administrator, when the password is still the one that was made up."""
        admin = get_user_model().objects.filter(is_superuser=True).order_by("pk").first()
        if admin and settings.DEMO_PASSWORD and admin.check_password(settings.DEMO_PASSWORD):
            return f"{admin.get_username()} with {settings.DEMO_PASSWORD}"
        return ""

    def watch(self, children: dict[str, subprocess.Popen], again: Callable[[str], subprocess.Popen]) -> str:
        """The name of the process that ended by itself and cannot be helped; empty when we were asked to stop."""
        restarts: list[float] = []
        while not self.stopping:
            for name, child in children.items():
                if child.poll() is None:
                    continue
                restarts = [moment for moment in restarts if moment > time.monotonic() - RESTART_SECONDS]
                if name == "web" or len(restarts) == RESTARTS:
                    return name
                restarts.append(time.monotonic())
                self.stderr.write(f"The {name} ended by itself ({child.returncode}); it is started again.")
                children[name] = again(name)
            if "MAKELEVEL" in os.environ and os.getppid() != self.parent:
                return ""  # the make that started us is gone
            time.sleep(0.3)
        return ""

    def stop(self, *_args) -> None:
        self.stopping = True

    def end(self, children: dict[str, subprocess.Popen]) -> None:
        for child in children.values():
            self.send(child, signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        for child in children.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.send(child, signal.SIGKILL)

    @staticmethod
    def send(child: subprocess.Popen, name: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, name)
