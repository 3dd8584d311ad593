using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.Desk.Consents;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Situations;

/// <summary>Two caregivers of one situation side by side: what each said, never added up or compared.</summary>
public sealed record TogetherPageModel(StaffShell Shell, IReadOnlyList<OneOfTwo> Both)
{
    public static readonly Texts Words = Texts.Of(typeof(TogetherPage));

    private static readonly ConsentData[] Shown = [ConsentData.Burden, ConsentData.Wishes, ConsentData.Scores];

    public static TogetherPageModel Of(
        Transaction transaction,
        StaffShell shell,
        IReadOnlyList<Caregiver> both,
        Instruments instruments,
        SiteTime time
    ) =>
        new(
            shell,
            [
                .. both.Select(one => new OneOfTwo(
                    one.Id,
                    Plainly.FullName(one.Person, one.FirstName, one.LastName),
                    WhoModel
                        .Of(
                            one,
                            PersonDetailsTable.Of(transaction, one.Id),
                            SituationTable.Of(transaction, one.Id),
                            CoordinatorTable.Get(transaction, one.CoordinatorId)!,
                            time.Today
                        )
                        .Facts,
                    [
                        .. Shown.Select(data => new LetterPart(
                            ConsentLetter.Words["Part." + data.Code()],
                            LetterReading.LinesOf(transaction, one, data, instruments, time)
                        )),
                    ]
                )),
            ]
        );
}

/// <summary>One of the two.</summary>
/// <param name="Parts">What is known of them, as a letter would say it.</param>
public sealed record OneOfTwo(
    long CaregiverId,
    string Name,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<LetterPart> Parts
);
