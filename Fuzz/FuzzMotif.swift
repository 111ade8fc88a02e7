import Feel

// A pattern, a zero byte, a text: matching, replacing and splitting end, whatever the pattern. Compiled like FuzzFeel.swift.

private let environment: Environment = {
    var environment = Environment()
    environment.limits.patternSteps = 20_000
    return environment
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map { Value.string(String(decoding: $0, as: UTF8.self)) }
    guard parts.count >= 2 else { return 0 }
    let evaluator = Evaluator(environment: environment)
    for flags in ["", "smi", "x", "q"] {
        _ = evaluator.callBuiltin("matches", [parts[1], parts[0], .string(flags)])
        _ = evaluator.callBuiltin("replace", [parts[1], parts[0], parts.count > 2 ? parts[2] : .string("<$0$1>"), .string(flags)])
    }
    if case .list(let pieces) = evaluator.callBuiltin("split", [parts[1], parts[0]]) {
        precondition(!pieces.isEmpty, "a text cut in no piece")
    }
    return 0
}
