import Scolarite
import Valeurs

/// The payloads of the entries that say what a promotion is.
enum Charge {
    static func entete(_ entete: Entete) -> JSON {
        .object([
            "promotion": .string(entete.code), "ecole": .string(entete.ecole), "nom": .string(entete.promotion), "annee": .string(entete.annee),
            "cursus": .string(entete.cursus), "reglement": .string(entete.reglement), "surcouche": JSON(entete.surcouche),
            "date": .int(Int64(entete.date.dayNumber)), "session": .int(Int64(entete.session)), "periode": JSON(entete.periode),
            "parametres": .object(entete.parametres.mapValues(parametre)), "autres": .object(entete.autres.mapValues { .string($0) }),
        ])
    }

    static func parametre(_ valeur: ValeurParametre) -> JSON {
        switch valeur {
        case .texte(let text): .string(text)
        case .liste(let items): .array(items.map(parametre))
        case .table(let members): .object(members.mapValues(parametre))
        }
    }

    static func valeurParametre(_ json: JSON) throws -> ValeurParametre {
        switch json {
        case .string(let text): .texte(text)
        case .array(let items): .liste(try items.map(valeurParametre))
        case .object(let members): .table(try members.mapValues(valeurParametre))
        default: throw PayloadError(expected: "parametre")
        }
    }

    static func maquette(_ maquette: Maquette, promotion: String) -> JSON {
        .object([
            "promotion": .string(promotion), "semestres": .array(maquette.semestres.map { .string($0) }),
            "ues": .array(
                maquette.ues.map { ue in
                    .object([
                        "code": .string(ue.code), "intitule": .string(ue.intitule), "semestre": .int(Int64(ue.semestre)),
                        "ects": .string(ue.ects.fraction), "grade": ue.grade.map { .bool($0) } ?? .null, "seuil": JSON(ue.seuil?.fraction),
                        "ecues": .array(ue.ecues.map { .int(Int64($0)) }),
                    ])
                }),
            "ecues": .array(
                maquette.ecues.map { ecue in
                    .object([
                        "code": .string(ecue.code), "intitule": .string(ecue.intitule), "ue": .int(Int64(ecue.ue)),
                        "coefficient": .string(ecue.coefficient.fraction), "nature": .string(ecue.nature.rawValue),
                        "seuil": JSON(ecue.seuil?.fraction), "faits": .object(ecue.faits.mapValues { .string($0) }),
                    ])
                }),
            "epreuves": .array(
                maquette.epreuves.map { epreuve in
                    .object([
                        "code": .string(epreuve.code), "ecue": .int(Int64(epreuve.ecue)), "nature": .string(epreuve.nature.rawValue),
                        "coefficient": .string(epreuve.coefficient.fraction),
                    ])
                }),
        ])
    }

    /// What the journal says of an élève: nothing that names them, only the reference of what does.
    static func eleve(_ eleve: Eleve, fiche: [UInt8]) -> JSON {
        .object([
            "eleve": .string(eleve.id), "francophone": JSON(eleve.francophone), "statut": .string(eleve.statut.rawValue),
            "cursus": .string(eleve.cursus), "niveau": .int(Int64(eleve.niveau)), "niveau_ecrit": .string(eleve.niveauEcrit),
            "entree": .string(eleve.entree), "niveau_entree": .int(Int64(eleve.niveauEntree)), "voie": .string(eleve.voie),
            "fiche": .string(Hexadecimal.text(fiche)),
        ])
    }

    /// What names a person, kept where it can be erased. Columns that a school adds to `eleves.csv` are here too: they may hold anything.
    static func fiche(_ eleve: Eleve) -> JSON {
        .object([
            "ine": .string(eleve.ine), "nom": .string(eleve.nom), "prenom": .string(eleve.prenom),
            "naissance": JSON(eleve.naissance.map { Int64($0.dayNumber) }), "nationalites": .array(eleve.nationalites.map { .string($0) }),
            "genre": .string(eleve.genre), "boursier": JSON(eleve.boursier), "faits": .object(eleve.faits.mapValues { .string($0) }),
        ])
    }

    static func read(fiche json: JSON, into eleve: inout Eleve) throws {
        eleve.ine = try json["ine"].string()
        eleve.nom = try json["nom"].string()
        eleve.prenom = try json["prenom"].string()
        eleve.naissance = try json["naissance"].intOrNil().map { CalendarDate(dayNumber: Int32(clamping: $0)) }
        eleve.nationalites = try json["nationalites"].array().map { try $0.string() }
        eleve.genre = try json["genre"].string()
        eleve.boursier = try json["boursier"].boolOrNil()
        eleve.faits = try json["faits"].object().mapValues { try $0.string() }
    }
}

extension Entete {
    /// The identifier of the promotion in the record: school, promotion, year and cursus, joined by `/`.
    public var code: String {
        [ecole, promotion, annee, cursus].map { part in
            part.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
                .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
        }.joined(separator: "/")
    }
}

extension Eleve {
    /// The same élève without what names them, as when it was erased.
    var sansIdentite: Eleve {
        var eleve = self
        (eleve.ine, eleve.nom, eleve.prenom, eleve.naissance) = ("", "", "", nil)
        (eleve.nationalites, eleve.genre, eleve.boursier, eleve.faits) = ([], "", nil, [:])
        return eleve
    }
}
