namespace CaregiverSignal.Pages.ForCoordinators.AuditTrail;

/// <summary>Audit log lines in words for the person they concern.</summary>
public static class AuditWords
{
    private static readonly Texts Words = Texts.Of(typeof(ReadersModel));

    /// <summary>Identical lines of one day are merged.</summary>
    /// <param name="forThemselves">Whether the caregiver fetches it alone; then another person's answers get no
    /// details.</param>
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

    /// <summary>What was done, starting with the verb.</summary>
    /// <remarks>An unknown code appears as stored: no line is ever left out.</remarks>
    public static string ActionOf(AuditLine line) => ActionOf(line.Action, line.Object, toThem: false);

    /// <param name="toThem">Whether the person concerned reads it.</param>
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
        // Viewing a list concerned everybody on it, so no individual reason is given.
        if (line.CaregiverId is null)
            return Words["On", ("wat", ActionOf(line))];
        return forThemselves && target is AuditTarget.Answers ? Words["Other", ("wie", WhoOf(line))]
            // A thought of safety must stay hidden from anybody who may read along.
            : target is AuditTarget.Safety
                ? $"{WhoOf(line)} {ActionOf(AuditAction.Look.Code(), AuditTarget.Case.Code(), toThem: true)}"
            : $"{WhoOf(line)} {ActionOf(line.Action, line.Object, toThem: true)}";
    }

    /// <summary>By role, without a name: caregivers can ask the carers' centre who it was.</summary>
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
