using System.Globalization;
using CaregiverSignal.Desk.Consents;
using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.OwnPage;

/// <summary>A consent as a caregiver typed it, with errors.</summary>
/// <param name="Given">A decision for each kind that was ticked, not yet anybody's; empty while there are errors.</param>
/// <remarks>It has no mail address: a coordinator looks whose it is before anybody is mailed.</remarks>
public sealed record MyConsentForm(
    string Recipient,
    string Name,
    IReadOnlyList<string> Data,
    string Until,
    IReadOnlyList<Consent> Given,
    IReadOnlyList<FormError> Errors
)
{
    /// <summary>The field with the decision that this one takes the place of.</summary>
    public const string ReplacesField = "in-plaats-van";

    public static readonly MyConsentForm Empty = new("", "", [], "", [], []);

    private static readonly Texts Words = Texts.Of(typeof(ConsentsModel));

    /// <summary>The number of the decision that this one takes the place of; empty for none.</summary>
    public string Replaces { get; init; } = "";

    /// <summary>A decision to be changed, as it stands.</summary>
    public static MyConsentForm Of(Consent one) =>
        Empty with
        {
            Recipient = one.Recipient.Code(),
            Name = one.Name,
            Data = [one.Data.Code()],
            Until = one.UntilOn is { } until ? until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
            Replaces = Texts.Number(one.Id),
        };

    /// <summary>The fields <c>wie</c>, <c>naam</c>, <c>wat</c> and <c>tot</c>.</summary>
    public static MyConsentForm Read(IFormCollection form, DateOnly today)
    {
        var (who, name, until) = (form["wie"].ToString(), Typed.Note(form, "naam"), form["tot"].ToString().Trim());
        List<string> data = [.. form["wat"].OfType<string>()];
        var (recipient, last) = (Codes.Find<ConsentRecipient>(who), Typed.Day(until));
        var kinds = data.Select(Codes.Find<ConsentData>)
            .OfType<ConsentData>()
            .Where(kind => kind != ConsentData.SideBySide)
            .Distinct()
            .ToList();

        var errors = new List<FormError>();
        if (recipient is null or ConsentRecipient.FellowCaregiver)
            errors.Add(
                new FormError("wie", "wie-" + ConsentRecipient.GeneralPractitioner.Code(), Words["Error.Recipient"])
            );
        if (name.Length is 0 or > GivingConsent.LongestName)
            errors.Add(new FormError("naam", "naam", Words["Error.Name"]));
        if (kinds.Count == 0)
            errors.Add(new FormError("wat", "wat-" + ConsentData.Burden.Code(), Words["Error.Data"]));
        if (until.Length > 0 && (last is not { } end || end < today))
            errors.Add(new FormError("tot", "tot", Words["Error.Until"]));
        return new MyConsentForm(
            who,
            name,
            data,
            until,
            errors.Count > 0
                ? []
                :
                [
                    .. kinds.Select(kind => new Consent
                    {
                        Recipient = recipient!.Value,
                        Name = name,
                        Data = kind,
                        GivenOn = today,
                        UntilOn = last,
                        GivenHow = ConsentWay.Page,
                    }),
                ],
            errors
        )
        {
            Replaces = form[ReplacesField].ToString(),
        };
    }
}
