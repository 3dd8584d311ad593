using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Consents;

/// <summary>What a caregiver allows whom outside the support point to know; every text ready to show.</summary>
/// <param name="Now">Who may be told something now.</param>
/// <param name="Before">Decisions that were withdrawn or have ended, a sentence each.</param>
public sealed record ConsentsPageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    IReadOnlyList<AllowedRecipient> Now,
    IReadOnlyList<string> Before,
    ConsentForm Form,
    string? Saved
)
{
    public static readonly Texts Words = Texts.Of(typeof(ConsentsPage));

    /// <summary>The choices for an enum, with their words.</summary>
    /// <remarks>Who cares together is asked on the page about the situation.</remarks>
    /// <param name="words">What the keys of the words begin with.</param>
    /// <param name="texts">Where they are; null for those of this page.</param>
    public static IEnumerable<(string Value, string Label)> OptionsOf<T>(string words, Texts? texts = null)
        where T : struct, Enum =>
        Codes
            .All<T>()
            .Where(code =>
                code != ConsentRecipient.FellowCaregiver.Code()
                && code != ConsentData.SideBySide.Code()
                && code != ConsentWay.Page.Code()
            )
            .Select(code => (code, (texts ?? Words)[words + code]));

    public string? ErrorOf(string field) => FormError.Of(field, Form.Errors);

    public static ConsentsPageModel Of(
        StaffShell shell,
        Caregiver caregiver,
        IReadOnlyList<Consent> consents,
        ConsentForm form,
        string? saved,
        DateOnly today
    ) =>
        new(
            shell,
            caregiver.Id,
            Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            [
                .. consents
                    .Where(one => one.HoldsOn(today))
                    .GroupBy(one => (one.Recipient, one.Name))
                    .Select(group => new AllowedRecipient(
                        RecipientOf(group.First()),
                        group.Key.Recipient == ConsentRecipient.FellowCaregiver ? null : group.First().Id,
                        [
                            .. group.Select(one => new AllowedLine(
                                one.Id,
                                LineOf(one),
                                Words["What." + one.Data.Code()],
                                GivingConsent.MayChange(one, today)
                            )),
                        ]
                    )),
            ],
            [.. consents.Where(one => !one.HoldsOn(today)).Select(EndedOf)],
            form,
            saved
        );

    /// <summary>"Huisarts: dokter De Wit"</summary>
    public static string RecipientOf(Consent consent) =>
        Words[
            consent.Recipient == ConsentRecipient.FellowCaregiver ? "Recipient.Fellow" : "Recipient",
            ("wie", Words["Who." + consent.Recipient.Code()]),
            ("naam", Plainly.Shown(consent.Name))
        ];

    /// <summary>A decision in one sentence, with whom it is about.</summary>
    public static string SentenceOf(Consent one, DateOnly today) =>
        one.HoldsOn(today) ? $"{RecipientOf(one)}. {LineOf(one)}" : EndedOf(one);

    private static string LineOf(Consent one) =>
        one.Email is { } email ? $"{GivenOf(one)} {Words["MailTo", ("mail", Plainly.Shown(email))]}" : GivenOf(one);

    private static string GivenOf(Consent one) =>
        Words[
            one.UntilOn is null ? "Line" : "LineUntil",
            ("wat", Words["What." + one.Data.Code()]),
            ("dag", Texts.Day(one.GivenOn)),
            ("tot", one.UntilOn is { } until ? Texts.Day(until) : ""),
            ("hoe", Words["How." + one.GivenHow.Code()])
        ] + (one.GivenHow == ConsentWay.Page ? "" : " " + Words["NotedBy", ("collega", Plainly.Shown(one.NotedBy))]);

    private static string EndedOf(Consent one) =>
        Words[
            one.WithdrawnOn is null ? "Ended" : "Withdrawn",
            ("wie", RecipientOf(one)),
            ("wat", Words["What." + one.Data.Code()]),
            ("dag", Texts.Day(one.WithdrawnOn ?? one.UntilOn ?? one.GivenOn))
        ];
}

/// <summary>Somebody who may be told something.</summary>
/// <param name="ConsentId">One of the decisions: the letter to this recipient is asked for by it. Null for who gets no
/// letter.</param>
public sealed record AllowedRecipient(string Name, long? ConsentId, IReadOnlyList<AllowedLine> Lines);

/// <param name="What">What is told, for the button that withdraws it.</param>
/// <param name="CanChange">There is a form to change it.</param>
public sealed record AllowedLine(long Id, string Text, string What, bool CanChange);
