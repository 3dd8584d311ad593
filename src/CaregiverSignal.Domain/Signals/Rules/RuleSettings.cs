namespace CaregiverSignal.Signals.Rules;

/// <summary>All limits of the rules with the value of each in this installation; they never change.</summary>
public sealed class RuleSettings : IEquatable<RuleSettings>
{
    /// <summary>
    /// The version of the rules and their shipped limits: a change of either needs a new one. A finding keeps it in its
    /// <see cref="RuleSet"/>.
    /// </summary>
    public const string Version = "10";

    /// <summary>All limits: those of nearness, of notifying, and of each warning sign.</summary>
    public static readonly IReadOnlyList<Limit> Limits = Numbered([
        Nearness.Amber,
        Nearness.Red,
        NotificationPolicy.AgainAfterDays,
        .. WarningSigns.All.SelectMany(sign => sign.Limits),
    ]);

    private readonly int[] values;

    /// <summary>The settings as shipped.</summary>
    public RuleSettings() => values = [.. Limits.Select(limit => limit.Shipped)];

    private RuleSettings(int[] values) => this.values = values;

    public int this[Limit limit] => values[limit.Place];

    /// <summary>The same settings with another value for one limit.</summary>
    public RuleSettings With(Limit limit, int value)
    {
        var other = (int[])values.Clone();
        other[limit.Place] = value;
        return new RuleSettings(other);
    }

    public bool Equals(RuleSettings? other) => other is not null && values.AsSpan().SequenceEqual(other.values);

    public override bool Equals(object? obj) => Equals(obj as RuleSettings);

    public override int GetHashCode() => RuleSet.Of(this).Version.GetHashCode(StringComparison.Ordinal);

    private static Limit[] Numbered(Limit[] limits)
    {
        for (var place = 0; place < limits.Length; place++)
            limits[place].Place = place;
        return limits;
    }
}
