namespace CaregiverSignal.Referrals;

/// <summary>Activities of the support point in words.</summary>
public static class ActivityWords
{
    private static readonly Texts Words = Texts.Of(typeof(ActivityWords));

    /// <summary>From how many times of being invited in vain it is said at the next talk (our choice).</summary>
    private const int SaidFrom = 2;

    /// <summary>"Groep van mantelzorgers"</summary>
    public static string NameOf(ActivityKind kind) => Words["Kind." + kind.Code()];

    /// <summary>"Komt"</summary>
    public static string NameOf(ActivityStep step) => Words["Step." + step.Code()];

    /// <summary>"3 april 2026 · Uitje · Het park"</summary>
    public static string WhenAndWhere(Activity one) =>
        string.Join(
            " · ",
            new[]
            {
                Texts.Day(one.HeldOn),
                NameOf(one.Kind),
                Plainly.Shown(one.Place),
                one.IsCancelled ? Words["Cancelled"] : "",
            }.Where(part => part.Length > 0)
        );

    /// <summary>"Wandelen in het park, 3 april 2026: komt."</summary>
    public static string LineOf(Invited one) =>
        Words[
            "Line",
            ("naam", Plainly.Shown(one.Name)),
            ("dag", Texts.Day(one.HeldOn)),
            ("stand", Words[one.IsCancelled ? "Cancelled" : "Said." + one.Step.Code()])
        ];

    /// <summary>
    /// Where somebody did not come since they were last there, twice or more: what it was; null otherwise.
    /// </summary>
    /// <param name="invited">The first activity first.</param>
    public static string? MissedOf(IReadOnlyList<Invited> invited)
    {
        var since = invited
            .Where(one => !one.IsCancelled)
            .Reverse()
            .TakeWhile(one => one.Step != ActivityStep.Came)
            .Where(one => one.Step == ActivityStep.Missed)
            .Select(one => Plainly.Shown(one.Name))
            .ToList();
        return since.Count < SaidFrom ? null : Words["Missed", ("n", Texts.Number(since.Count)), ("wat", since[0])];
    }
}
