import Dmn
import Feel
import Foundation

// Reads any bytes as a DMN model and evaluates its decisions. Compiled like FuzzFeel.swift, with Dmn between Feel and the driver.

private let environment: Environment = {
    var environment = Environment.system
    environment.limits.steps = 5_000
    environment.limits.listItems = 2_000
    environment.limits.patternSteps = 5_000
    environment.limits.depth = 200
    return environment
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let data = Data(bytes: start, count: count)
    guard let engine = try? ModelEngine(xml: data, others: [], environment: environment) else { return 0 }
    for decision in engine.main.decisions.prefix(20) {
        let outcome = engine.decide(decision, inputs: ["x": .number(3), "note": .number(12)])
        _ = outcome?.value.json
    }
    return 0
}
