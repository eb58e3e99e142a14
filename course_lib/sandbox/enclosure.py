"""How a process shuts itself in before student code runs in it. Linux only; every step that fails raises OSError."""

from __future__ import annotations

import ctypes
import os
import resource
import signal

NAMESPACES = (
    0x10000000  # users
    | 0x20000000  # processes
    | 0x00020000  # mounts
    | 0x40000000  # network
    | 0x08000000  # shared memory and message queues
    | 0x04000000  # host name
    | 0x02000000  # control groups
)
READ_ONLY, NO_SETUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
SET_DUMPABLE, SET_NO_NEW_PRIVILEGES, SET_SECCOMP, SECCOMP_FILTER = 4, 38, 22, 2
CLONE3 = 435  # the number of this system call, the same on every processor
CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)
_libc_with_the_lock = ctypes.PyDLL(None, use_errno=True)  # does not let go of Python's lock during a call


def refuse_tracing() -> None:
    """Let no process of the same user look into this one's memory."""
    _check(_libc.prctl(SET_DUMPABLE, 0, 0, 0, 0))


def become_nobody() -> None:
    """Give up being root, for a user whose limits the kernel does apply."""
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)


def fork_into_namespaces() -> int:
    """Do as ``os.fork``, with the child as the first process in new namespaces of every kind."""
    # The kernel's clone_args: flags, three addresses of no use here, the signal at the end, stack and thread storage.
    arguments = (ctypes.c_uint64 * 8)(NAMESPACES, 0, 0, 0, signal.SIGCHLD, 0, 0, 0)
    ctypes.pythonapi.PyOS_BeforeFork()
    size = ctypes.c_size_t(ctypes.sizeof(arguments))
    child: int = _libc_with_the_lock.syscall(ctypes.c_long(CLONE3), arguments, size)
    if child == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
    else:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
    _check(min(child, 0))
    return child


def furnish_namespaces(user: int, group: int, scratch: str, size: int) -> None:
    """Settle in new namespaces: as the user of before, with a writable folder of one's own and nothing in /proc.

    Args:
        user: number of the user outside.
        group: number of the group outside.
        scratch: the folder, empty at first.
        size: bytes that can be written into it.
    """
    # The kernel takes the two maps only from a process that could be traced.
    _check(_libc.prctl(SET_DUMPABLE, 1, 0, 0, 0))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)
    refuse_tracing()
    flags = NO_SETUID | NO_DEVICES | NO_PROGRAMS
    _check(_libc.mount(b"tmpfs", scratch.encode(), b"tmpfs", flags, f"size={size},nr_inodes=1024,mode=700".encode()))
    _check(_libc.mount(b"tmpfs", b"/proc", b"tmpfs", flags | READ_ONLY, b"size=4096,nr_inodes=1"))
    os.chdir(scratch)


def limit(memory: int, file_size: int) -> None:
    """Set hard limits, which nobody inside can raise again."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def give_up_rights(filter_program: bytes) -> None:
    """Drop all capabilities, let none come back, and allow only the system calls that the filter allows."""
    # One process with few open files: pipes and other memory of the kernel are bounded by them.
    resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()))
    _check(_libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    program = _Program(len(filter_program) // 8, ctypes.create_string_buffer(filter_program, len(filter_program)))
    _check(_libc.prctl(SET_SECCOMP, SECCOMP_FILTER, ctypes.byref(program), 0, 0))


class _Program(ctypes.Structure):
    """The kernel's ``sock_fprog``: how many instructions of 8 bytes, and where they lie."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))

    def __init__(self, length: int, instructions: ctypes.Array[ctypes.c_char]) -> None:
        super().__init__(length, ctypes.cast(instructions, ctypes.c_void_p))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
