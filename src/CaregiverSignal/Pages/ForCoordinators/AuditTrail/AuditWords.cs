namespace CaregiverSignal.Pages.ForCoordinators.AuditTrail;

/// <summary>Lines of the audit log in words for whom they are about.</summary>
public static class AuditWords
{
    private static readonly Texts Words = Texts.Of(typeof(ReadersModel));

    /// <summary>What one and the same did more than once on a day is one line.</summary>
    /// <param name="forThemselves">They fetch it alone: it says that something was done about answers of somebody else,
    /// who may read along, and not what.</param>
    public static IReadOnlyList<string> LinesOf(
        IReadOnlyList<AuditLine> lines,
        SiteTime time,
        bool forThemselves = false
    ) =>
        [
            .. lines
                .Select(line => (Day: DayOf(line, time), Said: SaidOf(line, forThemselves)))
                .GroupBy(pair => pair)
                .Select(same =>
                {
                    var text = Words["Line", ("dag", same.Key.Day), ("wat", same.Key.Said)];
                    return same.Count() == 1 ? text : $"{text} {Words["Times", ("n", Texts.Number(same.Count()))]}";
                }),
        ];

    /// <summary>What was done, in words that begin with the verb.</summary>
    /// <remarks>A code that this program does not know is shown as it stands: a line is never left out.</remarks>
    public static string ActionOf(AuditLine line) => ActionOf(line.Action, line.Object, toThem: false);

    /// <param name="toThem">Whether who it is about reads it.</param>
    private static string ActionOf(string verb, string? written, bool toThem)
    {
        var known = AuditEntry.TargetIn(written)?.Code();
        var thing =
            known is null ? written ?? ""
            : toThem && Words.Has("Yours." + known) ? Words["Yours." + known]
            : Words["Target." + known];
        return Words.Has("Action." + verb) ? Words["Action." + verb, ("wat", thing)] : $"{verb} {thing}";
    }

    private static string DayOf(AuditLine line, SiteTime time) =>
        TypeHandlers.InstantOrNull(line.At) is { } at ? Texts.Day(time.DayOf(at)) : line.At;

    private static string SaidOf(AuditLine line, bool forThemselves)
    {
        var target = AuditEntry.TargetIn(line.Object);
        if (line.Outcome is not null)
            return Words[target is AuditTarget.OwnPage ? "RefusedOwnPage" : "Refused"];
        // Whoever looked at a list did so for all who were on it, so it does not say why they might for each.
        if (line.CaregiverId is null)
            return Words["On", ("wat", ActionOf(line))];
        return forThemselves && target is AuditTarget.Answers ? Words["Other", ("wie", WhoOf(line))]
            // That somebody thought of safety is for nobody who may read along.
            : target is AuditTarget.Safety
                ? $"{WhoOf(line)} {ActionOf(AuditAction.Look.Code(), AuditTarget.Case.Code(), toThem: true)}"
            : $"{WhoOf(line)} {ActionOf(line.Action, line.Object, toThem: true)}";
    }

    /// <summary>By role and not by name: who it was is asked at the support point.</summary>
    private static string WhoOf(AuditLine line) =>
        Codes.Find<ActorRole>(line.ByRole) switch
        {
            ActorRole.Caregiver => Words["Who.caregiver"],
            ActorRole.Professional => Words["Who.professional"],
            ActorRole.Stranger => Words["Who.stranger"],
            ActorRole.Program => Words["Who.program"],
            ActorRole.Operator or ActorRole.Administrator or ActorRole.CommandLine => Words["Who.operator"],
            ActorRole.Coordinator or ActorRole.TeamLead when line.Ground == Ground.Own.Code() => Words["Who.own"],
            ActorRole.Coordinator or ActorRole.TeamLead when line.Ground == Ground.StandingIn.Code() => Words[
                "Who.standing-in"
            ],
            ActorRole.TeamLead => Words["Who.team-lead"],
            _ => Words["Who.colleague"],
        };
}
