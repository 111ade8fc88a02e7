import CZip
import Foundation
import Glibc

/// The parts of a zip archive held in memory, read one at a time and never beyond bounds: a file of a few kilobytes can unfold into
/// gigabytes.
final class Archive {
    /// Bytes of one part, and of all that are read, once unfolded.
    static let partLimit = 512 << 20
    static let totalLimit = 1 << 30
    /// Beyond ``ratioFloor`` bytes, how many times larger than its compressed form a part may be. Sheets of marks unfold 5 to 30 times.
    static let ratioLimit = 200
    static let ratioFloor = 8 << 20
    static let entryLimit = 10_000

    private let handle: OpaquePointer
    private let memory: UnsafeMutableRawPointer
    private var spent = 0

    /// `nil` when the bytes are no archive.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 21, let memory = malloc(bytes.count) else { return nil }
        memcpy(memory, base, bytes.count)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(memory, UInt64(bytes.count), 0, &error) else {
            free(memory)
            return nil
        }
        guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            free(memory)
            return nil
        }
        (self.handle, self.memory) = (handle, memory)
    }

    deinit {
        zip_discard(handle)
        free(memory)
    }

    var entryCount: Int { Int(zip_get_num_entries(handle, 0)) }

    func has(_ name: String) -> Bool { zip_name_locate(handle, name, UInt32(ZIP_FL_NOCASE)) >= 0 }

    /// The bytes of a part; `nil` when there is none of that name.
    func part(_ name: String) throws(Fault) -> Data? {
        let index = zip_name_locate(handle, name, UInt32(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        var status = zip_stat_t()
        zip_stat_init(&status)
        let needed = UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
        guard zip_stat_index(handle, UInt64(index), 0, &status) == 0, status.valid & needed == needed else { throw .classeurAbime(name) }
        if status.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0, status.encryption_method != UInt16(ZIP_EM_NONE) { throw .classeurChiffre() }
        guard status.size <= UInt64(Archive.partLimit), spent + Int(status.size) <= Archive.totalLimit else { throw .classeurTropGrand() }
        if status.size > UInt64(Archive.ratioFloor), status.size / max(1, status.comp_size) > UInt64(Archive.ratioLimit) {
            throw .classeurTropGrand()
        }
        let size = Int(status.size)
        spent += size
        guard let file = zip_fopen_index(handle, UInt64(index), 0) else { throw .classeurAbime(name) }
        defer { zip_fclose(file) }
        var data = Data(count: size)
        let whole = data.withUnsafeMutableBytes { target -> Bool in
            var done = 0
            while done < size {
                let got = zip_fread(file, target.baseAddress! + done, UInt64(size - done))
                guard got > 0 else { return false }
                done += Int(got)
            }
            // The last read checks the sum; one byte more than announced is a lie about the size.
            var extra: UInt8 = 0
            return zip_fread(file, &extra, 1) == 0
        }
        guard whole else { throw .classeurAbime(name) }
        return data
    }
}
