import Registre
import Reglement
import ReglementYAML
import Scolarite
import Valeurs

/// The règlements of the disk beside those that a record keeps.
enum KeptReglement {
    /// The règlement that a promotion names, read from the disk with its earlier versions.
    ///
    /// - Parameter nom: what to read, when it is not what the promotion names (a path seen from elsewhere).
    /// - Returns: what a record would keep, or what is wrong in the files.
    static func onDisk(_ entete: Entete, nom: String? = nil) -> Result<ReglementLuDuDisque, Juge.Fautes> {
        let versions = Bibliotheque.standard().versions(nom ?? entete.reglement, surcouche: entete.surcouche)
        let errors = versions.flatMap(\.erreurs)
        guard let principal = versions.first, errors.isEmpty else { return .failure(Juge.Fautes(diagnostics: errors)) }
        return .success(
            ReglementLuDuDisque(
                nom: entete.reglement, identifiant: principal.declaration.id.valeur, surcouche: entete.surcouche,
                empreinte: principal.programme.empreinte, fichiers: Bibliotheque.fichiers(versions)))
    }

    /// The library in which a kept règlement is read again.
    static func library(_ kept: ReglementGarde, in base: Base) throws -> Bibliotheque {
        guard let files = try base.bundle(empreinte: kept.bundle) else {
            throw Refusal(
                .data,
                "erreur: le registre n'a plus les fichiers du règlement « \(kept.identifiant) » ; lancez « journal verifier » [reglement-perdu]")
        }
        return Bibliotheque(fichiers: files)
    }

    /// The règlement that judges a promotion of the record: the one kept, or the disk's, which is said.
    static func read(_ code: String, in base: Base, file: String, on console: Console) throws -> ReglementLu {
        guard let entete = try base.promotion(code)?.entete else {
            throw Refusal(.data, "erreur: le registre ne contient plus la promotion « \(code) » [promotion-inconnue]")
        }
        let read: ReglementLu
        if let kept = try base.reglement(de: code) {
            read = try library(kept, in: base).charger(kept.identifiant, surcouche: kept.surcouche)
        } else {
            warnOfNone(entete, file: file, on: console)
            read = Bibliotheque.standard().charger(entete.reglement, surcouche: entete.surcouche)
        }
        guard read.erreurs.isEmpty else {
            try DiagnosticReport(diagnostics: read.erreurs).printAndRefuse(on: console)
            throw Refusal(.data)
        }
        return read
    }

    /// The school's words, from the règlement kept for a promotion; none when the record keeps none.
    static func vocabulary(_ code: String, in base: Base) throws -> [String: String] {
        guard let kept = try base.reglement(de: code) else { return [:] }
        return try library(kept, in: base).charger(kept.identifiant, surcouche: kept.surcouche).declaration.vocabulaire
    }

    /// A promotion of the record with the règlements that judge it: the one kept for it at that moment, or the disk's, which is said.
    static func source(
        _ found: Promotion, _ code: String, at instant: Instant? = nil, in base: Base, file: String, on console: Console
    ) throws -> PromotionSource.Source {
        guard let kept = try base.reglement(de: code, au: instant) else {
            warnOfNone(found.entete, file: file, on: console)
            return (found, .standard())
        }
        try warnIfDifferent(kept, found.entete, in: base, file: file, on: console)
        return (naming(kept, found), try library(kept, in: base))
    }

    /// The promotion naming the kept règlement as its own files do: a path has no meaning away from the folder that it was written in.
    static func naming(_ kept: ReglementGarde, _ promotion: Promotion) -> Promotion {
        var promotion = promotion
        promotion.entete.reglement = kept.identifiant
        return promotion
    }

    /// Says that the disk holds something else than what the record keeps, which judges; nothing when they agree, or when the disk has no
    /// such règlement. Worked examples judge nobody: they may differ.
    static func warnIfDifferent(_ kept: ReglementGarde, _ entete: Entete, in base: Base, file: String, on console: Console, nom: String? = nil) throws
    {
        let disk: [String: [UInt8]]
        switch onDisk(entete, nom: nom) {
        case .success(let read): disk = read.fichiers
        case .failure(let faults) where faults.diagnostics.contains { $0.code == "reglement-introuvable" }: return
        case .failure: disk = [:]
        }
        let held = try base.bundle(empreinte: kept.bundle) ?? [:]
        let names = Set(disk.keys).union(held.keys).filter { !$0.contains("/exemples/") && disk[$0] != held[$0] }.sorted()
        guard !names.isEmpty else { return }
        let what = disk.isEmpty ? "il a des erreurs" : names.prefix(4).joined(separator: ", ") + (names.count > 4 ? "…" : "")
        console.printError(
            Diagnostic(
                .avertissement, fichier: file,
                message:
                    "le règlement « \(kept.identifiant) » du disque n'est plus celui que le registre garde pour cette promotion depuis le "
                    + "\(kept.instant.jour) (\(what)) : c'est celui du registre qui juge",
                code: "reglement-different",
                conseil: "pour voir ce que donnerait celui du disque : deliberer … --reglement-du-disque ; pour qu'il juge désormais : "
                    + "reglement adopter --base \(file) --promotion \(entete.code) --raison \"…\""
            ).description)
    }

    /// Says that the record keeps no règlement for what the promotion names, and that the disk's is used.
    static func warnOfNone(_ entete: Entete, file: String, on console: Console) {
        console.printError(
            Diagnostic(
                .avertissement, fichier: file,
                message: "le registre ne garde pas le règlement « \(entete.reglement) » pour cette promotion : celui du disque est employé",
                code: "reglement-non-garde",
                conseil: "pour qu'elle soit toujours jugée par lui : reglement adopter --base \(file) --promotion \(entete.code)"
            ).description)
    }
}

extension Instant {
    /// `10 février 2027`, in Paris.
    var jour: String { paris.day.french }
}
