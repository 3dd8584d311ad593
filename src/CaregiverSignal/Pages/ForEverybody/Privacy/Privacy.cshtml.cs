using CaregiverSignal.Caseload;
using CaregiverSignal.Concerns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Privacy;

namespace CaregiverSignal.Pages.ForEverybody.Privacy;

/// <summary>The privacy page: what the support point says, and beside it what the program does, from the settings and
/// terms that it acts on.</summary>
public sealed class PrivacyModel(CurrentSettings settings) : SitePage
{
    public PrivacySettings Said => settings.Now.Privacy;

    public string Answers => T["KeptAnswers", Days(settings.Retention.EndedDays)];

    public string Controller =>
        Said.Controller is not { } controller ? Unsaid("WhoText")
        : Said.Address is { } address ? T["WhoTextAt", ("woorden", controller), ("adres", address)]
        : T["WhoText", ("woorden", controller)];

    public IReadOnlyList<string> Terms =>
        [
            T["KeptMailText", Days(settings.Retention.MailBytesDays)],
            T["KeptMail", Days(settings.Retention.MailDays)],
            T["KeptReply", Days(ReadReturns.RepliesKept.Days)],
            T["KeptLinks", AtLeast(settings.Retention.LinkDays)],
            T["KeptConcernReports", Days(ConcernReports.DaysKept)],
            T["KeptEnrolment", Days(Enrolment.DaysKept)],
        ];

    public string Colleague =>
        T["SeesColleague", ("dagen", WaitingTime.WorkingDaysOf(FollowUpSettings.EscalateAfterWorkingDays))];

    public void OnGet() { }

    /// <summary>What the support point says, or that people can call for it.</summary>
    public string SaidOr(string key, string? said) =>
        said is null ? Unsaid(key) : T[key, ("woorden", said.TrimEnd('.'))];

    /// <summary>That people may ask, where anybody can answer them; empty where not.</summary>
    private string Unsaid(string key) => settings.SupportPoint.MayBeCalled ? T[key + "Unsaid"] : "";

    private (string, string) Days(int days) => ("dagen", InWords(days, atLeast: false));

    /// <summary>Of what somebody can do for so long: no run of so many years is longer than what is said.</summary>
    private (string, string) AtLeast(int days) => ("dagen", InWords(days, atLeast: true));

    /// <summary>"2 jaar" and "ruim 13 maanden" where the days are that, and otherwise the days themselves.</summary>
    private string InWords(int days, bool atLeast)
    {
        const double Month = 365.25 / 12;
        // Two days more than the mean: no run of so many months is longer.
        var (years, months) = (days / 365, (int)((days - 2) / Month));
        var beyond = days - 2 - (months * Month);
        var leapDays = (years + 3) / 4;
        return years > 0 && days % 365 <= leapDays && (!atLeast || days % 365 == leapDays)
                ? T.Counted("TermYears", years)
            : months > 2 && beyond <= 7 ? T.Counted("TermMonths", months)
            : T.Counted("Days", days);
    }
}
