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
public sealed record PrivacyPageModel(
    SupportPointSettings Support,
    PrivacySettings Said,
    RetentionSettings Retention,
    FollowUpSettings FollowUp
)
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
            Words["KeptLinks", Days(Retention.Now.LinkDays)],
            Words["KeptTips", Days(ForgetTips.DaysKept)],
            Words["KeptEnrolment", Days(Enrolment.DaysKept)],
        ];

    /// <summary>Who may see what somebody tells, beside their own coordinator.</summary>
    public string Colleague => Words["SeesColleague", Days(FollowUp.EscalateAfterWorkingDays)];

    public string Undo => Words["RightStop", Days(Participation.UndoDays)];

    /// <summary>What the support point says, or that people can call for it.</summary>
    public static string SaidOr(string key, string? said) =>
        said is null ? Words[key + "Unsaid"] : Words[key, ("woorden", said.TrimEnd('.'))];

    /// <summary>A long term in years, as nobody feels how long 730 days are; "over a year" for two months more at most.</summary>
    private static (string, string) Days(int days)
    {
        var (years, left) = Math.DivRem(days, 365);
        var term = (years, left) switch
        {
            (> 0, 0) => $"{Texts.Number(years)} jaar",
            (> 0, <= 60) => $"iets meer dan {Texts.Number(years)} jaar",
            _ when days == 1 => "1 dag",
            _ => $"{Texts.Number(days)} dagen",
        };
        return ("dagen", term);
    }
}
