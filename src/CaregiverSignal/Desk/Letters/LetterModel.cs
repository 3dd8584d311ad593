using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Letters;

/// <summary>The questions of one check-in on paper, or to read aloud, with the words of the pages.</summary>
/// <param name="Address">Name and address, a line each; the name alone where no address is known.</param>
/// <param name="After">With what care ended, in aftercare; null for the usual questions.</param>
/// <param name="Helps">The help of which is asked whether it helps; null for none.</param>
/// <param name="BeforeCalling">What whoever calls has to know first; never on the letter.</param>
public sealed record LetterModel(
    Caregiver Caregiver,
    long CheckInId,
    string Name,
    IReadOnlyList<string> Address,
    string Coordinator,
    SupportPointSettings Support,
    DateOnly Today,
    DateOnly LastDay,
    EventKind? After,
    bool IsFirst,
    bool NeedsInterpreter,
    string? BeforeCalling,
    IReadOnlyList<Item> Questions,
    ArrangedHelp? Helps
)
{
    public static readonly Texts Words = Texts.Of(typeof(LettersPage));

    public bool HasAddress => Address.Count > 1;

    public bool IsPosted { get; private init; }

    public string FirstName => Plainly.Shown(Caregiver.FirstName ?? Caregiver.Person);

    public static LetterModel Of(
        Transaction transaction,
        CheckIn checkIn,
        FormPages pages,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        var details = PersonDetailsTable.Of(transaction, caregiver.Id);
        var name = Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName);
        return new LetterModel(
            caregiver,
            checkIn.Id,
            name,
            AddressOf(name, details),
            CoordinatorTable.NameFor(transaction, caregiver, support),
            support,
            time.Today,
            checkIn.ClosesOn.AddDays(-1),
            checkIn.IsAftercare ? EndedCare.Of(transaction, caregiver.Id)?.Kind ?? EventKind.Admission : null,
            checkIn.IsAftercare && Aftercare.IsFirst(transaction, checkIn, time),
            details.Language != "nl" || details.Interpreter == true,
            Details.BeforeCalling.Of(details),
            [.. pages.Of(transaction, checkIn).SelectMany(page => page.Items)],
            Helping.ToAskAbout(transaction, caregiver.Id, checkIn.IsAftercare, time.Today)
        )
        {
            IsPosted = checkIn.PostedOn is not null,
        };
    }

    /// <summary>"0 = helemaal niet zwaar", the words at an end of a scale.</summary>
    public static string EndOf(Code choice) =>
        QuestionPageModel.Parts(choice) is (var number, { } end) ? $"{number} = {end}" : choice.Label.Nl;

    /// <summary>The answers to read aloud, with the digits that are typed in.</summary>
    public static string AnswersOf(Item question) =>
        QuestionPageModel.IsScale(question)
            ? Words["Script.Scale", ("eerst", EndOf(question.Choices[0])), ("laatst", EndOf(question.Choices[^1]))]
            : string.Join(
                " · ",
                question.Choices.Select(choice =>
                    string.Create(CultureInfo.InvariantCulture, $"{choice.Value} {choice.Label.Nl}")
                )
            );

    /// <summary>For the window of an envelope: the name, and the address where it is known.</summary>
    public static IReadOnlyList<string> AddressOf(string name, PersonDetails details) =>
        [name, .. LinesOf(details.PostalAddress)];

    /// <summary>An address as it was typed, on one line or on several.</summary>
    private static IEnumerable<string> LinesOf(string? address) =>
        (address ?? "")
            .Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Plainly.Shown);
}

/// <param name="Posted">Those that have gone, to take back.</param>
/// <param name="IsAll">All that are to go, and not one letter.</param>
public sealed record LettersPageModel(
    StaffShell Shell,
    IReadOnlyList<LetterModel> Letters,
    IReadOnlyList<LetterModel> Posted,
    bool IsAll
);

public sealed record ScriptPageModel(StaffShell Shell, LetterModel Letter);
