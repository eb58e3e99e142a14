"""The list of system calls that a submission may make, as a program for the kernel: libseccomp writes it.

What is not on the list fails with "Operation not permitted": no new process or thread, no other program, no socket, no
signal to anybody, no mount, no namespace, no tracing, no lock on a file. So a fork bomb has nothing to fork with, and
memory is bounded by the limit of the one process.
"""

from __future__ import annotations

import errno
import tempfile
from functools import cache
from importlib import import_module
from typing import Any

# What Python and numpy need to read and write files, get memory, wait, and ask for the time and for themselves.
ALLOWED = """
    read readv pread64 preadv write writev pwrite64 pwritev lseek close close_range open openat dup dup2 dup3 pipe pipe2
    fsync fdatasync ftruncate truncate fallocate sendfile copy_file_range
    stat lstat fstat newfstatat fstatat64 statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
    getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 umask
    utimensat chmod fchmod fchmodat
    brk mmap munmap mremap mprotect madvise msync mincore membarrier
    poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times alarm setitimer getitimer pause
    futex sched_yield sched_getaffinity getcpu set_robust_list set_tid_address rseq arch_prctl restart_syscall
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
    getpid gettid getppid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid getpriority
    getrlimit setrlimit getrusage sysinfo uname getrandom wait4
    exit exit_group
"""
# Numbers of files and their marks, and no lock: it would hold for whoever opens that file, outside the sandbox too.
ALLOWED_OF_FCNTL = {"F_DUPFD": 0, "F_GETFD": 1, "F_SETFD": 2, "F_GETFL": 3, "F_SETFL": 4, "F_DUPFD_CLOEXEC": 1030}
# For terminals: is this one, and how wide? And Python's mark that a file is not to be inherited.
ALLOWED_IOCTLS = {"TCGETS": 0x5401, "TIOCGWINSZ": 0x5413, "FIONREAD": 0x541B, "FIOCLEX": 0x5451, "FIONCLEX": 0x5450}


@cache
def system_call_filter() -> bytes:
    """Return the filter as the kernel takes it.

    Raises:
        OSError: if libseccomp or its Python binding is not here.
    """
    try:
        pyseccomp: Any = import_module("pyseccomp")
    except (ImportError, RuntimeError) as problem:
        remedy = "on Debian and Ubuntu: apt-get install libseccomp2"
        raise OSError(f"libseccomp can't be used ({problem}); {remedy}") from None
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED.split():
        # A processor may lack a call that another one has.
        if (number := pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)) >= 0:
            rules.add_rule(pyseccomp.ALLOW, number)
    for request in ALLOWED_IOCTLS.values():
        rules.add_rule(pyseccomp.ALLOW, "ioctl", pyseccomp.Arg(1, pyseccomp.EQ, request))
    for command in ALLOWED_OF_FCNTL.values():
        rules.add_rule(pyseccomp.ALLOW, "fcntl", pyseccomp.Arg(1, pyseccomp.EQ, command))
    # Limits of oneself, and of no other process.
    rules.add_rule(pyseccomp.ALLOW, "prlimit64", pyseccomp.Arg(0, pyseccomp.EQ, 0))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
