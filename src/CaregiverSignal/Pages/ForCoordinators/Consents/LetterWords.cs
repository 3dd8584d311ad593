using CaregiverSignal.Charts;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Sharing;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Pages.ForCoordinators.Consents;

public sealed class LetterWords(Instruments instruments, SiteTime time)
{
    public ConsentLetter Of(LetterFacts facts)
    {
        var (caregiver, burden) = (
            facts.Caregiver,
            facts.Parts.FirstOrDefault(part => part.Data == ConsentData.Burden)
        );
        DateOnly? urgentSince = burden?.Standing is { IsRed: true, Life.StandsSince: var since } ? since : null;
        return new ConsentLetter(
            ConsentWords.RecipientOf(facts.Held[0]),
            DisplayText.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Texts.Day(time.Today),
            facts.Coordinator,
            [.. facts.Parts.Select(part => PartOf(urgentSince is { } red ? Since(red, part) : part))],
            [
                .. facts.Held.Select(consent =>
                    ConsentLetter.Words[
                        "Consent",
                        ("wat", Texts.Of(typeof(ConsentsModel))["Data." + consent.Data.Code()]),
                        ("dag", Texts.Day(consent.GivenOn))
                    ]
                ),
            ]
        )
        {
            IsCaring = caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused,
            Who = WhoOf(facts.Details),
            UrgentSince = urgentSince is { } day ? Texts.Day(day) : null,
        };
    }

    /// <summary>What identifies somebody in another register: date of birth and address.</summary>
    private static List<string> WhoOf(PersonDetails details)
    {
        var who = new List<string>();
        if (details.Born is { } born)
            who.Add(
                details.BornInYear
                    ? ConsentLetter.Words["BornIn", ("jaar", Texts.Number(born.Year))]
                    : ConsentLetter.Words["Born", ("dag", Texts.Day(born))]
            );
        if (details.Municipality is { } place)
            who.Add(ConsentLetter.Words["Lives", ("plaats", DisplayText.Visible(place))]);
        return who;
    }

    /// <summary>What is known of one kind, as sentences or a figure.</summary>
    public LetterPart PartOf(PartFacts part) =>
        new(ConsentLetter.Words["Part." + part.Data.Code()], LinesOf(part))
        {
            Figure = part.Data == ConsentData.Scores ? FigureOf(part) : FigureModel.None,
        };

    /// <summary>The trend, without the events in between.</summary>
    private FigureModel FigureOf(PartFacts part) =>
        new(
            FigureReading.Of(
                instruments,
                [.. part.Scores],
                part.CheckIns,
                [],
                time.Today,
                Audience.Coordinator,
                nameOf: CourseModel.NameOf
            ),
            CourseModel.Scales([.. part.Scores], part.CheckIns, instruments)
        );

    private List<string> LinesOf(PartFacts part) =>
        part.Data switch
        {
            ConsentData.Burden => BurdenOf(part),
            ConsentData.Wishes => part.IsOver ? [] : WishesOf(part),
            ConsentData.OwnWords =>
            [
                .. part.CheckIns.Select(checkIn =>
                {
                    var day = checkIn.AnsweredAt is { } at ? time.DayOf(at) : checkIn.AskedOn;
                    return $"{Texts.Day(day, time.Today)}: {DisplayText.Visible(checkIn.OwnWords!.Trim())}";
                }),
            ],
            _ => [],
        };

    /// <summary>Without what was wished for before it became urgent: a calm month's "no" is none of now.</summary>
    private PartFacts Since(DateOnly day, PartFacts part) =>
        part.Data != ConsentData.Wishes
            ? part
            : part with
            {
                CheckIns = [.. part.CheckIns.Where(checkIn => checkIn.AnsweredAt is { } at && time.DayOf(at) >= day)],
                Timeline = [.. part.Timeline.Where(done => done.DoneOn >= day)],
                Said = [.. part.Said.Where(said => said.Day >= day)],
            };

    private List<string> WishesOf(PartFacts part)
    {
        var said = new[] { ("KeepsDoing", part.Details?.KeepsDoing), ("HandsOver", part.Details?.HandsOver) }
            .Where(asked => asked.Item2 is not null)
            .Select(asked => ConsentLetter.Words[asked.Item1, ("wat", DisplayText.Visible(asked.Item2!))])
            .ToList();
        var name = WhoModel.CalledAs(part.Caregiver);
        var answered = WishesModel.Of(name, isSaid: said.Count > 0, part.CheckIns, part.Timeline, part.Said, time);
        return [.. said, .. answered.Lines];
    }

    /// <remarks>After the care has ended, nothing said about caring is passed on.</remarks>
    private List<string> BurdenOf(PartFacts part) =>
        part.Standing is not { } standing ? [ConsentLetter.Words["CareEnded"]]
        : standing.Level is null ? [ConsentLetter.Words["NoSignal"]]
        :
        [
            .. standing.Reasons.Select(found =>
                ReasonText.Of(found.WarningSign, found.Day, found.Evidence, time.Today)
            ),
        ];
}
