"""Kernels for the chapters: forked from a warm process where that is sound, started anew elsewhere."""

import uuid
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from nbclient import NotebookClient

from summitwatch.publishing import zygote
from summitwatch.publishing.nursery import Nursery


def adopt(client: NotebookClient, nursery: Nursery) -> None:
    """Let the kernel of a notebook be forked."""
    manager = client.create_kernel_manager()
    manager.kernel_id = str(uuid.uuid4())
    if nursery.folder:  # a port that was free when it was chosen may be taken when the kernel asks for it
        manager.connection_file = f"{nursery.folder}/{manager.kernel_id}.json"
        manager.transport, manager.ip = "ipc", f"{nursery.folder}/{manager.kernel_id[:8]}"
    provisioner = Forking(parent=manager, kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec)
    provisioner.nursery = nursery
    manager.provisioner = provisioner


class Forking(LocalProvisioner):
    """Starts a kernel by a fork if there is a warm process, and as ever if not."""

    nursery: Nursery | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        env = {**kwargs["env"], **zygote.NO_THREADS}  # the same results in both ways
        kernel = self.nursery.fork(cmd, str(kwargs["cwd"]), env) if self.nursery else None
        if kernel is None:
            return await super().launch_kernel(cmd, **{**kwargs, "env": env})
        self.process, self.cwd = kernel, kwargs["cwd"]  # type: ignore[assignment]
        self.pid = self.pgid = kernel.pid
        return self.connection_info
