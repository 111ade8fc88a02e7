import Foundation

// The record under faults and under load:
//   EpreuveRegistre mourir DOSSIER N [GRAINE]   kills the work N times and looks at what is left
//   EpreuveRegistre disques DOSSIER             a full disk, a read-only disk
//   EpreuveRegistre octets DOSSIER              each byte of a small journal flipped, one after the other
//   EpreuveRegistre mesurer DOSSIER             times on this machine
//   EpreuveRegistre travailler BASE GRAINE      the work itself, without end
let arguments = CommandLine.arguments
do {
    switch (arguments.dropFirst().first, arguments.count) {
    case ("mourir", 4...5):
        guard let deaths = Int(arguments[3]), deaths > 0 else { throw Faute("un nombre de morts est attendu") }
        let seed = arguments.count == 5 ? UInt64(arguments[4]) ?? 1 : 1
        say("graine \(seed)")
        var death = Mort(folder: arguments[2], graine: seed)
        try death.run(deaths)
    case ("disques", 3): try Disques(folder: arguments[2]).run()
    case ("octets", 3): try Octets(folder: arguments[2]).run()
    case ("mesurer", 3): try Mesures.run(folder: arguments[2])
    case ("travailler", 4):
        var work = Travail(path: arguments[2], graine: UInt64(arguments[3]) ?? 0)
        try work.run()
    default:
        say("usage : EpreuveRegistre mourir DOSSIER N [GRAINE] | disques DOSSIER | octets DOSSIER | mesurer DOSSIER")
        exit(64)
    }
} catch {
    say("FAUTE : \(error)")
    exit(1)
}
