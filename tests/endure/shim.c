/* Stands between a process and the C library: writes down what the process does to the files under one
 * folder, and makes the disk full, slow or broken when told to. Loaded by LD_PRELOAD; 64-bit Linux.
 *
 *   ENDURE_FOLDER   the folder that is watched, without symbolic links in its path
 *   ENDURE_LOG      where each deed is written down, one record a write(2); power_cut.py reads it
 *   ENDURE_CONTROL  the faults that are on, read anew at each call: "enospc 0", "eio 3", "short 0",
 *                   "delay 2000", "free 1048576"; the number of enospc and eio is how many calls of a
 *                   process still succeed, that of delay is milliseconds, that of free is bytes
 *
 * Real calls are made by syscall(2), so nothing here can meet itself. Memory shared by mmap is not seen
 * (SQLite's -shm file, which it makes again), nor what stdio writes.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

_Static_assert(sizeof(off_t) == 8, "a 64-bit machine is needed");
#define SAME(name) __attribute__((alias(#name)))

struct record {
    uint32_t size, kind, process, thread;
    uint64_t file;
    int64_t place;
};

static char folder[PATH_MAX], log_path[PATH_MAX], control[PATH_MAX];

static void keep(char *into, const char *name)
{
    const char *value = getenv(name);
    snprintf(into, PATH_MAX, "%s", value ? value : "");
}
__attribute__((constructor)) static void begin(void)
{
    keep(log_path, "ENDURE_LOG");
    keep(control, "ENDURE_CONTROL");
    keep(folder, "ENDURE_FOLDER");
}

/* The path below the watched folder, "." for the folder itself, NULL for what is elsewhere. */
static const char *inside(const char *path)
{
    size_t length = strlen(folder);
    if (!length || strncmp(path, folder, length)) return NULL;
    if (!path[length]) return ".";
    return path[length] == '/' ? path + length + 1 : NULL;
}

static const char *watched(int fd, char *path)
{
    char link[40];
    if (!folder[0]) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return inside(path);
}

/* As watched(), for a name that need not exist yet. */
static const char *named(int at, const char *path, char *full)
{
    char whole[PATH_MAX];
    if (!folder[0] || !path) return NULL;
    if (path[0] == '/' || at == AT_FDCWD) snprintf(whole, sizeof whole, "%s%s", path[0] == '/' ? "" : "./", path);
    else snprintf(whole, sizeof whole, "/proc/self/fd/%d/%s", at, path);
    char *name = strrchr(whole, '/');
    *name++ = 0;
    if (!realpath(whole[0] ? whole : "/", full)) return NULL;
    size_t length = strlen(full);
    snprintf(full + length, PATH_MAX - length, "/%s", name);
    return inside(full);
}

static void note(char kind, uint64_t file, int64_t place, const void *content, size_t size)
{
    if (!log_path[0]) return;
    struct record head = {size, kind, getpid(), syscall(SYS_gettid), file, place};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)content, size}};
    int fd = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    ssize_t wrote = syscall(SYS_writev, fd, parts, 2);
    syscall(SYS_close, fd);
    if (wrote == (ssize_t)(sizeof head + size)) return;
    static const char words[] = "endure: the log cannot be written\n";
    syscall(SYS_write, 2, words, sizeof words - 1);
    abort();
}

/* The number beside a fault, -1 while it is off. */
static long fault(const char *name)
{
    char text[256];
    int fd = control[0] ? syscall(SYS_openat, AT_FDCWD, control, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return -1;
    ssize_t length = syscall(SYS_read, fd, text, sizeof text - 1);
    syscall(SYS_close, fd);
    text[length < 0 ? 0 : length] = 0;
    const char *found = strstr(text, name);
    return found ? strtol(found + strlen(name), NULL, 10) : -1;
}

static int strikes(const char *name)
{
    static long enospc, eio;
    long spared = fault(name);
    return spared >= 0 && __atomic_fetch_add(name[1] == 'n' ? &enospc : &eio, 1, __ATOMIC_SEQ_CST) >= spared;
}

static int open_at(int at, const char *path, int flags, mode_t mode)
{
    char full[PATH_MAX];
    int made = flags & O_CREAT && control[0] && named(at, path, full) && syscall(SYS_faccessat, AT_FDCWD, full, F_OK);
    if (made && strikes("enospc")) return errno = ENOSPC, -1;
    int fd = syscall(SYS_openat, at, path, flags, mode);
    const char *name = fd < 0 ? NULL : watched(fd, full);
    struct stat now;
    if (!name || fstat(fd, &now) || !(flags & (O_WRONLY | O_RDWR) || S_ISDIR(now.st_mode))) return fd;
    note('O', now.st_ino, S_ISDIR(now.st_mode), name, strlen(name));
    if (flags & O_TRUNC) note('T', now.st_ino, 0, "", 0);
    return fd;
}

#define MODE_BESIDE(flags) \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = (flags) & O_CREAT ? va_arg(more, int) : 0; \
    va_end(more)
int open(const char *path, int flags, ...)
{
    MODE_BESIDE(flags);
    return open_at(AT_FDCWD, path, flags, mode);
}
int openat(int at, const char *path, int flags, ...)
{
    MODE_BESIDE(flags);
    return open_at(at, path, flags, mode);
}
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int open64(const char *, int, ...) SAME(open);
int openat64(int, const char *, int, ...) SAME(openat);
int creat64(const char *, mode_t) SAME(creat);

/* Place -1 means where the descriptor stands, as with write(2). */
static ssize_t write_at(int fd, const void *bytes, size_t size, off_t place)
{
    char path[PATH_MAX];
    struct stat now;
    int seen = watched(fd, path) && !fstat(fd, &now);
    if (seen) {
        off_t from = place >= 0 ? place : fcntl(fd, F_GETFL) & O_APPEND ? now.st_size : lseek(fd, 0, SEEK_CUR);
        if (from + (off_t)size > now.st_size && strikes("enospc")) return errno = ENOSPC, -1;
        if (size > 1 && fault("short") >= 0) size /= 2;
    }
    ssize_t wrote = place < 0 ? syscall(SYS_write, fd, bytes, size) : syscall(SYS_pwrite64, fd, bytes, size, place);
    if (seen && wrote > 0)
        note('W', now.st_ino, place < 0 ? lseek(fd, 0, SEEK_CUR) - wrote : place, bytes, wrote);
    return wrote;
}

/* Of a list only the first piece goes to a watched file: a lawful short write. */
static ssize_t write_pieces(int fd, const struct iovec *pieces, int count, off_t place)
{
    char path[PATH_MAX];
    while (count > 1 && !pieces->iov_len) pieces++, count--;
    if (count > 0 && watched(fd, path)) return write_at(fd, pieces->iov_base, pieces->iov_len, place);
    return place < 0 ? syscall(SYS_writev, fd, pieces, count) : syscall(SYS_pwritev, fd, pieces, count, place, 0);
}

ssize_t write(int fd, const void *bytes, size_t size) { return write_at(fd, bytes, size, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t place) { return write_at(fd, bytes, size, place); }
ssize_t writev(int fd, const struct iovec *pieces, int count) { return write_pieces(fd, pieces, count, -1); }
ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t at) { return write_pieces(fd, pieces, count, at); }
ssize_t pwritev2(int fd, const struct iovec *pieces, int count, off_t at, int flags)
{
    return (void)flags, write_pieces(fd, pieces, count, at); /* Python's os.pwritev is this one */
}
ssize_t pwrite64(int, const void *, size_t, off_t) SAME(pwrite);
ssize_t pwritev64(int, const struct iovec *, int, off_t) SAME(pwritev);
ssize_t pwritev64v2(int, const struct iovec *, int, off_t, int) SAME(pwritev2);

int ftruncate(int fd, off_t size)
{
    char path[PATH_MAX];
    struct stat now;
    int result = syscall(SYS_ftruncate, fd, size);
    if (!result && watched(fd, path) && !fstat(fd, &now)) note('T', now.st_ino, size, "", 0);
    return result;
}

int truncate(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int result = fd < 0 ? -1 : ftruncate(fd, size);
    if (fd >= 0) syscall(SYS_close, fd);
    return result;
}
int ftruncate64(int, off_t) SAME(ftruncate);
int truncate64(const char *, off_t) SAME(truncate);

/* Written down when it begins (B) and when it has succeeded (E) or failed (F). */
static int sync_file(int fd, long call)
{
    char path[PATH_MAX];
    struct stat now;
    if (!watched(fd, path) || fstat(fd, &now)) return syscall(call, fd);
    note('B', now.st_ino, 0, "", 0);
    long wait = fault("delay");
    struct timespec time = {wait / 1000, wait % 1000 * 1000000};
    if (wait > 0) nanosleep(&time, NULL);
    int wrong = strikes("eio") ? EIO : syscall(call, fd) ? errno : 0;
    note(wrong ? 'F' : 'E', now.st_ino, 0, "", 0);
    errno = wrong;
    return wrong ? -1 : 0;
}

int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

int unlinkat(int at, const char *path, int flags)
{
    char full[PATH_MAX];
    const char *name = flags ? NULL : named(at, path, full);
    int result = syscall(SYS_unlinkat, at, path, flags);
    if (!result && name) note('U', 0, 0, name, strlen(name));
    return result;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

/* Both names in one record, a zero byte between them; an empty one lies outside of the folder. */
static void note_names(char kind, const char *from, const char *to)
{
    char both[2 * PATH_MAX];
    if (from || to) note(kind, 0, 0, both, snprintf(both, sizeof both, "%s%c%s", from ? from : "", 0, to ? to : ""));
}

int renameat2(int at, const char *old, int to, const char *new, unsigned flags)
{
    char full[PATH_MAX], other[PATH_MAX];
    const char *from = named(at, old, full), *into = named(to, new, other);
    int result = syscall(SYS_renameat2, at, old, to, new, flags);
    if (!result) note_names(flags & 2 ? 'X' : 'R', from, into); /* 2: the names change places, not understood */
    return result;
}
int renameat(int at, const char *old, int to, const char *new) { return renameat2(at, old, to, new, 0); }
int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }

int linkat(int at, const char *old, int to, const char *new, int flags)
{
    char full[PATH_MAX], other[PATH_MAX];
    const char *from = named(at, old, full), *into = named(to, new, other);
    int result = syscall(SYS_linkat, at, old, to, new, flags);
    if (!result) note_names('L', from, into);
    return result;
}
int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

/* Ways to fill a file that the log has no words for are refused; callers fall back to write(2). */
#define REFUSED(fd, call) \
    char path[PATH_MAX]; \
    return watched(fd, path) ? (errno = EINVAL, -1) : call
ssize_t sendfile(int fd, int from, off_t *place, size_t size)
{
    REFUSED(fd, syscall(SYS_sendfile, fd, from, place, size));
}
ssize_t copy_file_range(int from, off_t *first, int fd, off_t *place, size_t size, unsigned flags)
{
    REFUSED(fd, syscall(SYS_copy_file_range, from, first, fd, place, size, flags));
}
int fallocate(int fd, int mode, off_t at, off_t size) { REFUSED(fd, syscall(SYS_fallocate, fd, mode, at, size)); }
int posix_fallocate(int fd, off_t at, off_t size) { return fallocate(fd, 0, at, size) ? errno : 0; }
ssize_t sendfile64(int, int, off_t *, size_t) SAME(sendfile);
int fallocate64(int, int, off_t, off_t) SAME(fallocate);
int posix_fallocate64(int, off_t, off_t) SAME(posix_fallocate);

/* Free space as it is, or as the control file says. */
int statvfs(const char *path, struct statvfs *into)
{
    char full[PATH_MAX];
    struct statfs real;
    long told = folder[0] && realpath(path, full) && inside(full) ? fault("free") : -1;
    if (syscall(SYS_statfs, path, &real)) return -1;
    memset(into, 0, sizeof *into);
    into->f_bsize = into->f_frsize = real.f_bsize;
    into->f_blocks = real.f_blocks;
    into->f_bfree = into->f_bavail = told < 0 ? real.f_bavail : (fsblkcnt_t)(told / real.f_bsize);
    return 0;
}
int statvfs64(const char *, struct statvfs *) SAME(statvfs);
