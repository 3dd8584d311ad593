using System.Globalization;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Consents;

/// <summary>A consent as typed, with errors.</summary>
/// <param name="Given">A decision for each kind that was ticked, not yet anybody's; empty while there are errors.</param>
public sealed record ConsentForm(
    string Recipient,
    string Name,
    string Email,
    IReadOnlyList<string> Data,
    string Until,
    string How,
    IReadOnlyList<Consent> Given,
    IReadOnlyList<FormError> Errors
)
{
    /// <summary>The field with the decision that this one takes the place of.</summary>
    public const string ReplacesField = "in-plaats-van";

    private const int LongestName = 100;

    public static readonly ConsentForm Empty = new("", "", "", [], "", "", [], []);

    private static readonly Texts Words = ConsentsPageModel.Words;

    /// <summary>The number of the decision that this one takes the place of; empty for none.</summary>
    public string Replaces { get; init; } = "";

    /// <summary>A decision to be changed, as it stands.</summary>
    public static ConsentForm Of(Consent one) =>
        Empty with
        {
            Recipient = one.Recipient.Code(),
            Name = one.Name,
            Email = one.Email ?? "",
            Data = [one.Data.Code()],
            Until = one.UntilOn is { } until ? until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
            Replaces = Texts.Number(one.Id),
        };

    /// <summary>The fields <c>wie</c>, <c>naam</c>, <c>mail</c>, <c>wat</c>, <c>tot</c> and <c>hoe</c>.</summary>
    /// <param name="onPage">The caregiver gives it themselves, on a page of ours.</param>
    public static ConsentForm Read(IFormCollection form, DateOnly today, bool onPage = false)
    {
        var (who, name, until, how) = (
            form["wie"].ToString(),
            Typed.Note(form, "naam"),
            form["tot"].ToString().Trim(),
            onPage ? ConsentWay.Page.Code() : form["hoe"].ToString()
        );
        // On a page of ours it has no field: a coordinator looks whose address it is before anybody is mailed.
        var email = onPage ? "" : form["mail"].ToString().Trim();
        List<string> data = [.. form["wat"].OfType<string>()];
        var (recipient, way, last) = (Codes.Find<ConsentRecipient>(who), Codes.Find<ConsentWay>(how), Typed.Day(until));
        var kinds = data.Select(Codes.Find<ConsentData>)
            .OfType<ConsentData>()
            .Where(kind => kind != ConsentData.SideBySide)
            .Distinct()
            .ToList();

        var errors = new List<FormError>();
        if (recipient is null or ConsentRecipient.FellowCaregiver)
            errors.Add(new FormError("wie", "wie-" + ConsentRecipient.GeneralPractitioner.Code(), Words["Error.Who"]));
        if (name.Length is 0 or > LongestName)
            errors.Add(new FormError("naam", "naam", Words["Error.Name"]));
        if (kinds.Count == 0)
            errors.Add(new FormError("wat", "wat-" + ConsentData.Burden.Code(), Words["Error.What"]));
        // The mail says that it gets too much: without that kind there would never be one.
        if (email.Length > 0 && !(Address.IsPlain(email) && kinds.Contains(ConsentData.Burden)))
            errors.Add(new FormError("mail", "mail", Words["Error.Mail"]));
        if (until.Length > 0 && (last is not { } end || end < today))
            errors.Add(new FormError("tot", "tot", Words["Error.Until"]));
        if (way is null || (way == ConsentWay.Page && !onPage))
            errors.Add(new FormError("hoe", "hoe-" + ConsentWay.Phone.Code(), Words["Error.How"]));
        return new ConsentForm(
            who,
            name,
            email,
            data,
            until,
            how,
            errors.Count > 0
                ? []
                :
                [
                    .. kinds.Select(kind => new Consent
                    {
                        Recipient = recipient!.Value,
                        Name = name,
                        Email = kind == ConsentData.Burden && email.Length > 0 ? email : null,
                        Data = kind,
                        GivenOn = today,
                        UntilOn = last,
                        GivenHow = way!.Value,
                    }),
                ],
            errors
        )
        {
            Replaces = form[ReplacesField].ToString(),
        };
    }
}
