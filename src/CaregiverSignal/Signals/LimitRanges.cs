namespace CaregiverSignal.Signals;

/// <summary>What each limit of the rules may be, both ends included: in the settings, in a sweep and for one person.</summary>
/// <remarks>
/// A limit on a value or a change stays on its scale. For one person less is allowed where the far end would silence a rule
/// for as good as everybody (our choice): whoever must hear less is muted, for a month at most.
/// </remarks>
public static class LimitRanges
{
    private static readonly Dictionary<string, LimitRange> ByKey = new()
    {
        ["Level:Csi"] = new(1, 13, 11),
        ["Level:EdizPlus"] = new(1, 15),
        ["Level:SixMonths"] = new(1, 6),
        ["Level:OneMonth"] = new(1, 6),
        ["Level:Together"] = new(2, 11),
        ["Change:Csi"] = new(1, 13, 7),
        ["Change:Happiness"] = new(1, 10),
        ["Change:Time"] = new(1, 5),
        ["Change:Burden"] = new(1, 100),
        ["Change:InARow"] = new(1, 6),
        ["Trend:Csi"] = new(1, 13),
        ["Trend:CsiError"] = new(0.1, 5),
        ["Trend:Happiness"] = new(1, 10),
        ["Trend:HappinessError"] = new(0.1, 5),
        ["Trend:Burden"] = new(1, 100),
        ["Trend:BurdenError"] = new(1, 40),
        ["Trend:Time"] = new(1, 5),
        ["Trend:TimeError"] = new(0.1, 3),
        ["Trend:Sureness"] = new(0.1, 5),
        ["Trend:Months"] = new(3, 60),
        ["Silence:Missed"] = new(1, 6),
        ["Silence:MissedAfterHigh"] = new(1, 6),
        ["Silence:Habit"] = new(1, 36),
        ["Silence:Unlikely"] = new(0.001, 1),
        ["Middle:Csi"] = new(1, 13),
        ["Middle:EdizPlus"] = new(1, 15),
        ["Divergence:Well"] = new(1, 5),
        ["Divergence:Tells"] = new(1, 5),
        ["Divergence:Happiness"] = new(1, 10),
        ["Event:Weeks"] = new(1, 104),
        ["Event:Apart"] = new(1, 90),
        ["Item:Going"] = new(1, 5),
        ["Item:HealthDays"] = new(1, 366),
        ["Support:Fall"] = new(1, 36),
        ["Support:FallBesideBurden"] = new(1, 36),
        ["Support:BurdenRise"] = new(1, 13),
        ["Support:StepByStep"] = new(1, 36),
        ["Support:Lonely"] = new(9, 24, 22),
    };

    /// <param name="key">The limit's name in the settings without the section, as <c>Change:Csi</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such limit, or it is new and has no range here.</exception>
    public static LimitRange Of(string key) => ByKey[key];
}

/// <summary>In the unit of the limit, both ends included.</summary>
/// <param name="MostForOne">The highest that can be agreed for one person; null where the range has no such end.</param>
public sealed record LimitRange(double Least, double Most, double? MostForOne = null)
{
    /// <summary>What can be agreed for one person.</summary>
    public LimitRange ForOne => this with { Most = MostForOne ?? Most };

    public bool Holds(double value) => value >= Least && value <= Most;
}
