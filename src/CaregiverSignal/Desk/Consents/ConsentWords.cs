namespace CaregiverSignal.Desk.Consents;

/// <summary>A decision about who may know what, in words.</summary>
public static class ConsentWords
{
    private static readonly Texts Words = Texts.Of(typeof(ConsentsModel));

    /// <summary>"Huisarts: dokter De Wit"</summary>
    public static string RecipientOf(Consent consent) =>
        consent.Recipient switch
        {
            ConsentRecipient.FellowCaregiver => Words["Fellow", ("zaak", DisplayText.Visible(consent.Name))],
            ConsentRecipient.SupportPoint => Words["Recipient.support-point"],
            _ => $"{Words["Recipient." + consent.Recipient.Code()]}: {DisplayText.Visible(consent.Name)}",
        };

    /// <summary>One sentence, with whom it is about.</summary>
    public static string SentenceOf(Consent one, DateOnly today) =>
        one.HoldsOn(today) ? $"{RecipientOf(one)}. {LineOf(one)}" : EndedOf(one);

    /// <summary>A decision that holds.</summary>
    public static string LineOf(Consent one) =>
        one.Email is { } email
            ? $"{GivenOf(one)} {Words["MailTo", ("mail", DisplayText.Visible(email))]}"
            : GivenOf(one);

    /// <summary>A decision that was withdrawn or has ended.</summary>
    public static string EndedOf(Consent one) =>
        Words[
            one.WithdrawnOn is null ? "Ended" : "Withdrawn",
            ("wie", RecipientOf(one)),
            ("wat", Words["Data." + one.Data.Code()]),
            ("dag", Texts.Day(one.WithdrawnOn ?? one.UntilOn ?? one.GivenOn))
        ];

    private static string GivenOf(Consent one) =>
        Words[
            one.UntilOn is null ? "Line" : "LineUntil",
            ("wat", Words["Data." + one.Data.Code()]),
            ("dag", Texts.Day(one.GivenOn)),
            ("tot", one.UntilOn is { } until ? Texts.Day(until) : ""),
            ("hoe", Words["How." + one.GivenHow.Code()])
        ]
        + (
            one.GivenHow == ConsentWay.Page ? "" : " " + Words["NotedBy", ("collega", DisplayText.Visible(one.NotedBy))]
        );
}
