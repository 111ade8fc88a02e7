/// How a jury's decision stands to what the règlement proposed. The raw value is stored.
public enum Conformite: String, Hashable, Sendable, CaseIterable {
    /// The jury follows the proposition.
    case proposition
    /// The jury takes an option that the règlement leaves open.
    case option
    /// The jury departs from what was due by right.
    case ecart
    /// The jury takes an option that the règlement closes: sovereign, and marked.
    case optionFermee = "option_fermee"
    /// The jury takes what the règlement does not name for this case: sovereign, and marked.
    case horsOptions = "hors_options"
    /// The jury changes a mark, or adds points.
    case pointsDeJury = "points_de_jury"
    /// The jury puts its decision off.
    case report

    /// In French, for pages and PV.
    public var intitule: String {
        switch self {
        case .proposition: "conforme à la proposition"
        case .option: "option ouverte"
        case .ecart: "s'écarte de ce qui est de droit"
        case .optionFermee: "option que le règlement ferme"
        case .horsOptions: "hors des options du règlement"
        case .pointsDeJury: "points de jury"
        case .report: "décision reportée"
        }
    }

    /// Whether the decision must be shown as one that the règlement does not foresee.
    public var contraireAuReglement: Bool { self == .ecart || self == .optionFermee || self == .horsOptions }
}
