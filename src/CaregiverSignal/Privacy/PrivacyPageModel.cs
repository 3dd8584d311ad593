using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Retention;
using CaregiverSignal.Staff;
using CaregiverSignal.Tips;
using CaregiverSignal.Web;

namespace CaregiverSignal.Privacy;

/// <summary>
/// The privacy page: what the support point says, and beside it what the program does, from the settings and terms that
/// it acts on.
/// </summary>
public sealed record PrivacyPageModel(SupportPointSettings Support, PrivacySettings Said, RetentionSettings Retention)
{
    internal static readonly Texts Words = Texts.Of(typeof(PrivacyPage));

    /// <summary>Until when all that is about somebody is kept.</summary>
    public string Answers => Words["KeptAnswers", Days(Retention.Now.EndedDays)];

    /// <summary>Each other term, in a sentence.</summary>
    public IReadOnlyList<string> Terms =>
        [
            Words["KeptMailText", Days(Retention.Now.MailBytesDays)],
            Words["KeptMail", Days(Retention.Now.MailDays)],
            Words["KeptReply", Days(ReadReturns.RepliesKept.Days)],
            Words["KeptLinks", AtLeast(Retention.Now.LinkDays)],
            Words["KeptTips", Days(ForgetTips.DaysKept)],
            Words["KeptEnrolment", Days(Enrolment.DaysKept)],
        ];

    /// <summary>Who may see what somebody tells, beside their own coordinator.</summary>
    public string Colleague => Words["SeesColleague", Days(FollowUpSettings.EscalateAfterWorkingDays)];

    public string Undo => Words["RightStop", AtLeast(Participation.UndoDays)];

    /// <summary>What the support point says, or that people can call for it.</summary>
    public static string SaidOr(string key, string? said) =>
        said is null ? Words[key + "Unsaid"] : Words[key, ("woorden", said.TrimEnd('.'))];

    private static (string, string) Days(int days) => ("dagen", InWords(days, atLeast: false));

    /// <summary>Of what somebody can do for so long: no run of so many years is longer than what is said.</summary>
    private static (string, string) AtLeast(int days) => ("dagen", InWords(days, atLeast: true));

    /// <summary>"2 jaar" and "ruim 13 maanden" where the days are that, and otherwise the days themselves.</summary>
    private static string InWords(int days, bool atLeast)
    {
        const double Month = 365.25 / 12;
        // Two days more than the mean: no run of so many months is longer.
        var (years, months) = (days / 365, (int)((days - 2) / Month));
        var beyond = days - 2 - (months * Month);
        var leapDays = (years + 3) / 4;
        return years > 0 && days % 365 <= leapDays && (!atLeast || days % 365 == leapDays)
                ? Words["TermYears", ("jaren", Texts.Number(years))]
            : months > 2 && beyond <= 7 ? Words["TermMonths", ("maanden", Texts.Number(months))]
            : Words.Counted("TermDays", days);
    }
}
