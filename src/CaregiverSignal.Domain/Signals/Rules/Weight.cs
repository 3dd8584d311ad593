namespace CaregiverSignal.Signals.Rules;

/// <summary>What warning signs add to the level.</summary>
/// <param name="Points">To the nearness; limits of a support point and agreements decide what they are worth.</param>
/// <param name="Alarms">Heavy things: two are red and one is amber, whatever the limits, whatever is missing.</param>
/// <param name="IsAmber">Amber by itself, whatever the limits.</param>
/// <param name="Step">2 for perseverance of "less than a week", 1 for less than a month, 0 for longer or
/// unknown.</param>
public readonly record struct Weight(int Points, int Alarms = 0, bool IsAmber = false, int Step = 0)
{
    /// <summary>How many heavy things are red (ours: docs/signals.md, the floor).</summary>
    public const int RedAlarms = 2;

    public bool IsNothing => this == default;

    public static Weight operator +(Weight one, Weight other) =>
        new(
            one.Points + other.Points,
            one.Alarms + other.Alarms,
            one.IsAmber || other.IsAmber,
            Math.Max(one.Step, other.Step)
        );

    /// <summary>The verdict that they give, the same for the caregiver and for staff; null below amber.</summary>
    public Urgency? Level(RuleSettings settings) => Told(settings) ?? (Alarms > 0 ? Urgency.Amber : null);

    /// <summary>The level at which staff are notified; null below it. One heavy thing alone is a line of the worklist
    /// without a notification (guarantee 1).</summary>
    public Urgency? Told(RuleSettings settings) =>
        Alarms >= RedAlarms || Points >= settings.Red ? Urgency.Red
        : IsAmber || Points >= settings.Amber ? Urgency.Amber
        : null;

    /// <summary>Whether the caregiver stands on the list by it (guarantee 1): a heavy thing, or the points of
    /// red.</summary>
    public bool IsHeavy(RuleSettings settings) => Alarms > 0 || Told(settings) == Urgency.Red;

    /// <summary>Whether it is a step down from what a talk, or else a notification, knew of: under a month, under a
    /// week, or to two heavy things.</summary>
    public bool IsGraverThan(Weight known) => Step > known.Step || (Alarms >= RedAlarms && known.Alarms < RedAlarms);

    public Weight OrGraver(Weight other) => new(0, Math.Max(Alarms, other.Alarms), Step: Math.Max(Step, other.Step));
}
