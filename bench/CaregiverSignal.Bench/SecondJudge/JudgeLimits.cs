namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>
/// What the second judge calls alarming, what it asks of the rules, and what it takes a coordinator to do. No rule reads
/// it, and it reads no rule: a judge that shares its limits with what it judges can only say yes.
/// </summary>
public static class JudgeLimits
{
    // Heavy by one answer of the day alone. All ours, read from the questions and not from the rules.

    /// <summary>"How are you": very bad. Ours.</summary>
    public const int VeryBad = 1;

    /// <summary>Self-rated burden, 0 to 100. Ours: the upper fifth of the scale.</summary>
    public const int HeavyBurden = 80;

    /// <summary>CSI, 0 to 13. Ours: three above the published 7, its detectable change (Post 2007, sralab.org).</summary>
    public const int HeavyStrain = 10;

    /// <summary>CarerQol-VAS, 0 to 10. Ours: more than two deviations under the mean of 6.4 (Kraijo 2015).</summary>
    public const int Unhappy = 2;

    /// <summary>Perseverance time: under a month. Ours.</summary>
    public const int UnderAMonth = 2;

    /// <summary>Perseverance time: under half a year, the step at which Kraijo 2017 (PMC5379582) speaks of soon.</summary>
    public const int UnderHalfAYear = 3;

    /// <summary>"How are you": bad, which under half a year makes heavy, and alarms twice running. Ours.</summary>
    public const int Bad = 2;

    /// <summary>The burden that makes heavy under half a year. Ours.</summary>
    public const int BurdenUnderHalfAYear = 70;

    // Alarming, and no heavy thing: what being on the list by law does not make true. All ours but the CSI's 7.

    /// <summary>How much the burden rose since the first answer. Ours.</summary>
    public const int BurdenRisen = 30;

    /// <summary>CSI with nobody to take over: Robinson 1983, by Sullivan (medscape.com/viewarticle/488917).</summary>
    public const int Strained = 7;

    /// <summary>"Can somebody take over for half a day": from "nobody" on.</summary>
    public const int NobodyTakesOver = 3;

    /// <summary>CarerQol-VAS: nearly two deviations under the mean (Kraijo 2015). Ours.</summary>
    public const int RatherUnhappy = 3;

    /// <summary>Days for which an answer is still what somebody said last: three months and late answers. Ours.</summary>
    public const int HoldsDays = 110;

    // What a coordinator who keeps the rules does (the brief of the rules), and what is asked.

    public const int RedTalkWorkingDays = 2;
    public const int TalkDays = 7;
    public const int CloseDays = 14;

    /// <summary>Where rules name no day to look again at who stays red or amber: six weeks, the longest asked.</summary>
    public const int LookDays = 42;

    /// <summary>The same for a line: thirteen weeks, the longest asked.</summary>
    public const int LineLookDays = 91;
    public const int MinutesOfATalk = 45;

    /// <summary>Hours a week of 100 people that a support point has for everything.</summary>
    public const double HoursAWeek = 4;

    /// <summary>After so many days with nothing open somebody is unheard.</summary>
    public const int UnheardDays = 45;

    public const double MostWithNothingOpen = 0.01;
    public const double MostSignals = 10;
    public const double MostHours = 3.2;
}
