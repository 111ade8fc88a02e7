import Glibc

/// A file of a bundle as it is on disk. No more of it is taken than tells that it is too long, and what is not a regular file (a pipe that
/// nobody feeds, a device without an end) is none.
enum FichierDuDisque {
    static func octets(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = min(Int(status.st_size), LimitesLecture.octets + 1)
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = read(descriptor, buffer.baseAddress! + count, size - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failed = true }
                guard got > 0 else { return }
                count += got
            }
        }
        return failed ? nil : bytes
    }
}
