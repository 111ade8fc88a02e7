extension Programme {
    /// What a result gives, as the contract asks of it.
    public enum Nature: Sendable, Hashable {
        case nombre
        /// The cases of a closed enumeration.
        case enumeration([String])
        /// Null, or not known before the dossiers are.
        case indeterminee
        /// In French, for a diagnostic.
        case autre(String)
    }

    /// What the result « niveau.nom » gives; `nil` when the règlement does not define it.
    public func nature(ofResultat cle: String) -> Nature? {
        guard let index = declaration.resultats.firstIndex(where: { $0.cle == cle }) else { return nil }
        switch resultats[index].type {
        case .nombre: return .nombre
        case .enumeration(let cas): return .enumeration(cas)
        case .indetermine: return .indeterminee
        case let other: return .autre(other.nom)
        }
    }

    /// Parameters that no expression reads, in the order of the files.
    public var parametresJamaisLus: [Declaration.Parametre] {
        let lus = Compilation(declaration).programme(empreinte: empreinte).parametresLus
        return declaration.parametres.enumerated().filter { !lus.contains($0.offset) }.map(\.element)
    }

    /// The types that `colonnes:` and `type:` may name.
    public static let typesNommes = ["texte", "nombre", "booleen", "date", "duree"]
}
