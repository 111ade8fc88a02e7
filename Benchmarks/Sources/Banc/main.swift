import Foundation
import Echanges
import Reglement
import ReglementYAML
import Scolarite
import Valeurs

/// `Banc semestre DOSSIER` judges 100,000 élèves by columns and by hand, and leaves the marks in DOSSIER for NumPy.
/// `Banc croissance` counts élèves judged per second at each size. `Banc eleve` judges one élève of 400 again, `Banc note DOSSIER` the same
/// through a record on the disk of DOSSIER. `Banc tableur DOSSIER FORME` takes a million marks from a teacher's spreadsheet into a record.
let arguments = CommandLine.arguments.dropFirst()
let racine = ProcessInfo.processInfo.environment["QUITUS_REGLEMENTS"] ?? "../Reglements"
let lu = Bibliotheque(racine: racine).charger("ensmac-2026")
for diagnostic in lu.erreurs { print(diagnostic) }

/// The median of several runs, in milliseconds.
func median(_ runs: Int = 15, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    var times = (0..<runs).map { _ in clock.measure(body) / .milliseconds(1) }
    times.sort()
    return times[times.count / 2]
}

func medianAsync(_ runs: Int = 15, _ body: () async -> Void) async -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs { times.append(await clock.measure(body) / .milliseconds(1)) }
    times.sort()
    return times[times.count / 2]
}

func print(_ name: String, _ milliseconds: Double) { print("\(name)\t\(String(format: "%.3f", milliseconds)) ms") }

switch arguments.first {
case "semestre": try await semestre(arguments.dropFirst().first ?? NSTemporaryDirectory())
case "croissance": try await croissance()
case "eleve": try eleve()
case "note": try noteEnregistree(arguments.dropFirst().first ?? NSTemporaryDirectory(), lu.programme)
case "tableur" where arguments.count == 3: try millionDeNotes(arguments[arguments.startIndex + 1], arguments[arguments.startIndex + 2])
case "ecrire" where arguments.count == 3: try ecrireTableur(arguments[arguments.startIndex + 1], arguments[arguments.startIndex + 2])
default: print("usage: Banc semestre DOSSIER | croissance | eleve | note DOSSIER | tableur DOSSIER csv|xlsx|xlsx-large")
}

func semestre(_ folder: String) async throws {
    let semestre = Semestre(eleves: 100_000)
    let juge = try Juge(lu.programme, semestre.promotion)
    guard let columns = JugeEnColonnes(juge) else { fatalError("this promotion cannot be judged by columns") }
    var judged = columns.juger()
    let one = median { judged = columns.juger() }
    let two = await medianAsync { judged = await columns.juger(coeurs: 2) }
    let hand = ParMain(semestre)
    let means = median { hand.juger(semestre) }
    let ranks = median { hand.classer() }
    print("quitus, un coeur", one)
    print("quitus, deux coeurs", two)
    print("a la main en Swift, moyennes et statuts", means)
    print("a la main en Swift, grades", ranks)
    check(judged, hand)
    try export(semestre, judged, folder)
    // Without the optional grades, the rest alone.
    var entete = semestre.promotion
    entete.entete.parametres = [:]
    if let plain = JugeEnColonnes(try Juge(lu.programme, entete)) { print("quitus sans grades, un coeur", median { _ = plain.juger() }) }
}

/// Both ways must give the same: every mean as a fraction, every status, second session and grade.
func check(_ judged: JugementEnColonnes, _ hand: ParMain) {
    precondition(judged.irreguliers.isEmpty)
    let retakes = ["sans_objet", "obligatoire", "possible", "interdit"]
    let grades = ["A", "B", "C", "D", "E"]
    for ue in 0..<6 {
        guard let (values, denominator) = judged.numerateurs(.init(.ue, ue, "moyenne")), let statuts = judged.codes(.init(.ue, ue, "statut")) else {
            fatalError("no column for UE \(ue)")
        }
        // By hand the denominator is 100 × 6 × 10.
        precondition(values.indices.allSatisfy { Int64(values[$0]) * 6000 == Int64(hand.moyennes[ue][$0]) * denominator }, "means of UE \(ue)")
        precondition(
            statuts.indices.allSatisfy { (judged.mots[Int(statuts[$0])] == "validee") == (hand.statuts[ue][$0] == 1) }, "statuses of UE \(ue)")
        if let given = judged.codes(.init(.ue, ue, "grade")) {
            precondition(
                given.indices.allSatisfy {
                    (given[$0] == 255) == (hand.grades[ue][$0] == 255)
                        && (given[$0] == 255 || judged.mots[Int(given[$0])] == grades[Int(hand.grades[ue][$0])])
                }, "grades of UE \(ue)")
        }
    }
    for ecue in 0..<24 {
        guard let given = judged.codes(.init(.ecue, ecue, "rattrapage")) else { fatalError("no second sessions for module \(ecue)") }
        precondition(
            given.indices.allSatisfy { judged.mots[Int(given[$0])] == retakes[Int(hand.rattrapages[ecue][$0])] }, "second sessions of module \(ecue)")
    }
    print("egalite\tmoyennes, statuts, rattrapages et grades identiques")
}

/// Marks and results as raw integers, for the NumPy script.
func export(_ semestre: Semestre, _ judged: JugementEnColonnes, _ folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var marks = Data()
    for column in semestre.promotion.notes.sessions[0] { column.hundredths.withUnsafeBytes { marks.append(contentsOf: $0) } }
    try marks.write(to: URL(fileURLWithPath: "\(folder)/notes.bin"))
    var statuts = Data()
    var grades = Data()
    for ue in 0..<6 {
        for code in judged.codes(.init(.ue, ue, "statut")) ?? [] { statuts.append(judged.mots[Int(code)] == "validee" ? 1 : 0) }
        for code in judged.codes(.init(.ue, ue, "grade")) ?? [] {
            grades.append(code == 255 ? 255 : UInt8(["A", "B", "C", "D", "E"].firstIndex(of: judged.mots[Int(code)]) ?? 255))
        }
    }
    try statuts.write(to: URL(fileURLWithPath: "\(folder)/statuts.bin"))
    try grades.write(to: URL(fileURLWithPath: "\(folder)/grades.bin"))
}

/// Files read, rules compiled, everyone judged: élèves per second, and what each part takes.
func croissance() async throws {
    print("eleves\tlecture\tjugement\televes/s\tmemoire")
    for count in [100, 1_000, 10_000, 100_000] {
        let folder = NSTemporaryDirectory() + "quitus-banc-\(count)"
        try? FileManager.default.removeItem(atPath: folder)
        try PromotionFolder(path: folder).write(Semestre(eleves: count).promotion)
        let clock = ContinuousClock()
        var promotion: Promotion?
        let reading = clock.measure { promotion = PromotionFolder(path: folder).read().promotion }
        guard let promotion else { continue }
        let start = clock.now
        let juge = try Juge(lu.programme, promotion)
        guard let columns = JugeEnColonnes(juge) else { fatalError("this promotion cannot be judged by columns") }
        let judged = columns.juger()
        precondition(judged.irreguliers.isEmpty)
        let judging = clock.now - start
        let total = (reading + judging) / .milliseconds(1)
        print(
            "\(count)\t\(Int(reading / .milliseconds(1))) ms\t\(String(format: "%.1f", judging / .milliseconds(1))) ms\t\(Int(Double(count) / total * 1000))\t\(peak()) Mo"
        )
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Peak memory of the process so far.
func peak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1024
}

func eleve() throws {
    var promotion = Semestre(eleves: 400).promotion
    let suivi = Suivi(try Juge(lu.programme, promotion))
    var value: Int32 = 0
    let again = median(101) {
        value = (value + 37) % 2000
        promotion.notes.sessions[0][0].hundredths[7] = value
        _ = suivi.rejuger(7, promotion, motifs: false)
    }
    print("un eleve de 400 rejuge, classements compris", again)
    print("le meme avec ses motifs", median(51) { _ = suivi.rejuger(7, promotion) })
}
