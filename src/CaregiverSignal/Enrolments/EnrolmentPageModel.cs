using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Tips;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Enrolments;

/// <summary>The page on which somebody types who they are and what they agree to.</summary>
/// <param name="AsksMunicipality">There are teams, and a team may be of a municipality.</param>
/// <param name="IsTooMany">Nothing was stored, because too many came in; the page still shows what was typed.</param>
public sealed record EnrolmentPageModel(
    SupportPointSettings Support,
    FormToken Token,
    bool IsYoung,
    EnrolmentForm Form,
    bool AsksMunicipality,
    DateTimeOffset Now,
    bool IsTooMany = false
)
{
    /// <summary>The texts of all pages of this room.</summary>
    public static readonly Texts Words = Texts.Of(typeof(EnrolmentPage));

    public string Action => IsYoung ? EnrolmentEndpoints.Young : EnrolmentEndpoints.Adult;

    /// <summary>A text for the reader's age.</summary>
    public string this[string key, params (string, string)[] fill] => For(IsYoung, key, fill);

    public string OpenedAt => Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public IEnumerable<(string, string)> Relations =>
        Codes.All<Relation>().Select(code => (code, this["Relation." + code]));

    public static string For(bool isYoung, string key, params (string, string)[] fill) =>
        Words[isYoung && Words.Has("Young." + key) ? "Young." + key : key, fill];
}

/// <summary>The page that says what taking part is and is not, and asks for an age.</summary>
/// <param name="Minutes">How long the questions of a month take.</param>
public sealed record EnrolmentStartModel(SupportPointSettings Support, string Minutes)
{
    /// <summary>After how long a colleague reads what lies there.</summary>
    public string Reads =>
        EnrolmentPageModel.Words[
            "Is.Reads",
            ("steunpunt", Support.Name),
            ("dagen", $"{Texts.Number(FollowUpSettings.EscalateAfterWorkingDays)} werkdagen")
        ];
}

/// <summary>The page behind the link in the mail: what was typed, and whether it is so.</summary>
public sealed record ConfirmPageModel(SupportPointSettings Support, FormToken Token, string Path, Enrolment Enrolment)
{
    public string this[string key, params (string, string)[] fill] =>
        EnrolmentPageModel.For(Enrolment.IsYoung, key, fill);

    /// <summary>What was typed, with its labels.</summary>
    public IEnumerable<(string Label, string Value)> Facts
    {
        get
        {
            yield return (this["Name"], $"{Enrolment.FirstName} {Enrolment.LastName}".TrimEnd());
            yield return (this["Mail"], Enrolment.Email);
            if (Enrolment.Phone is { } phone)
                yield return (this["Phone"], phone);
            if (Enrolment.Municipality is { } municipality)
                yield return (this["Municipality"], municipality);
            if (Enrolment.Relation is { } relation)
                yield return (this["Relation"], this["Relation." + relation.Code()]);
            if (Enrolment.HoursPerWeek is { } hours)
                yield return (this["Hours"], Texts.Number(hours));
            foreach (var data in Enrolment.MayKnow)
                yield return (this["GpKnows", ("huisarts", Enrolment.Gp!)], this["Gp." + data.Code()]);
        }
    }
}

/// <summary>The page after it: they take part, and who gets acquainted by when.</summary>
/// <param name="MeetBy">The day by which somebody gets acquainted with them; null when it went by.</param>
/// <param name="Minutes">How long the first questions take.</param>
public sealed record WelcomePageModel(
    SupportPointSettings Support,
    FormToken Token,
    string Path,
    bool IsYoung,
    string Coordinator,
    DateOnly? MeetBy,
    bool MayBegin,
    string Minutes
)
{
    public string this[string key, params (string, string)[] fill] => EnrolmentPageModel.For(IsYoung, key, fill);
}

/// <summary>The page for who is under 16: no questions by mail, and a person who calls.</summary>
public sealed record YoungerPageModel(
    SupportPointSettings Support,
    FormToken Token,
    string Number,
    string Name,
    string Phone,
    IReadOnlyList<FormError> Errors,
    bool IsTooMany = false
)
{
    /// <summary>When somebody calls, as long before the end of a working day as with a tip.</summary>
    public static string WhenCalled => EnrolmentPageModel.Words["Younger.When", ("uur", $"{Tip.LastHour:HH.mm}")];
}

/// <summary>The card to hand out.</summary>
/// <param name="Address">What the code leads to.</param>
/// <param name="Minutes">As on the page that it leads to.</param>
public sealed record CardPageModel(SupportPointSettings Support, string Address, string Minutes);
