namespace CaregiverSignal.Pages.ForCoordinators.Consents;

public static class ConsentWords
{
    private static readonly Texts Words = Texts.Of(typeof(ConsentsModel));

    /// <summary>Such as "Huisarts: dokter De Wit".</summary>
    public static string RecipientOf(Consent consent) =>
        consent.Recipient switch
        {
            ConsentRecipient.FellowCaregiver => Words["Fellow", ("zaak", DisplayText.Visible(consent.Name))],
            ConsentRecipient.SupportPoint => Words["Recipient.support-point"],
            _ => $"{Words["Recipient." + consent.Recipient.Code()]}: {DisplayText.Visible(consent.Name)}",
        };

    /// <summary>One sentence that names the recipient.</summary>
    public static string SentenceOf(Consent consent, DateOnly today) =>
        consent.HoldsOn(today) ? $"{RecipientOf(consent)}. {LineOf(consent)}" : EndedOf(consent);

    public static string LineOf(Consent consent) =>
        consent.Email is { } email
            ? $"{GivenOf(consent)} {Words["MailTo", ("mail", DisplayText.Visible(email))]}"
            : GivenOf(consent);

    public static string EndedOf(Consent consent) =>
        Words[
            consent.WithdrawnOn is null ? "Ended" : "Withdrawn",
            ("wie", RecipientOf(consent)),
            ("wat", Words["Data." + consent.Data.Code()]),
            ("dag", Texts.Day(consent.WithdrawnOn ?? consent.UntilOn ?? consent.GivenOn))
        ];

    private static string GivenOf(Consent consent) =>
        Words[
            consent.UntilOn is null ? "Line" : "LineUntil",
            ("wat", Words["Data." + consent.Data.Code()]),
            ("dag", Texts.Day(consent.GivenOn)),
            ("tot", consent.UntilOn is { } until ? Texts.Day(until) : ""),
            ("hoe", Words["How." + consent.GivenHow.Code()])
        ]
        + (
            consent.GivenHow == ConsentWay.Page
                ? ""
                : " " + Words["NotedBy", ("collega", DisplayText.Visible(consent.NotedBy))]
        );
}
