using CaregiverSignal.Answers;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Help;

/// <summary>
/// All help of one caregiver, with the forms that propose it and take a step; every text ready to show.
/// </summary>
public sealed record HelpPageModel
{
    public static readonly Texts Words = Texts.Of(typeof(HelpPage));

    public required StaffShell Shell { get; init; }

    public required long CaregiverId { get; init; }

    public required string Name { get; init; }

    public required string FirstName { get; init; }

    public required IReadOnlyList<OpenHelp> Open { get; init; }

    /// <summary>What was declined, did not work out or stopped; the newest first.</summary>
    public required IReadOnlyList<PastHelp> Past { get; init; }

    /// <summary>What could be proposed; three at most, and nothing once the care at home ended.</summary>
    public required IReadOnlyList<string> Offers { get; init; }

    /// <summary>Who can look after help: the coordinator first, then the colleagues who see the caregiver.</summary>
    public required IReadOnlyList<(long Id, string Name)> Owners { get; init; }

    public required HelpForm Form { get; init; }

    public required string? Saved { get; init; }

    /// <summary>Whether the care at home ended.</summary>
    public required bool IsAfterCare { get; init; }

    /// <summary>Today, as the field of a day has it.</summary>
    public required string Today { get; init; }

    /// <summary>Whether proposing is what this moment is for: nothing is open, or the form has errors.</summary>
    public bool IsProposing =>
        Form.HelpId == HelpForm.Proposal || Open.Count == 0 && (Form.HelpId is null || Form.Errors.Count == 0);

    public string Path => PathOf(CaregiverId);

    public static string PathOf(long caregiverId) => $"/zaak/{Texts.Number(caregiverId)}/hulp";

    /// <summary>Which kinds can be chosen, by group.</summary>
    public static IEnumerable<(string Group, IEnumerable<(string Value, string Label)> Kinds)> Kinds =>
        Enum.GetValues<HelpGroup>()
            .Select(group =>
                (
                    Words["Group." + group.Code()],
                    Enum.GetValues<HelpKind>()
                        .Where(kind => HelpKinds.GroupOf(kind) == group)
                        .Select(kind => (kind.Code(), HelpWords.NameOf(kind)))
                )
            );

    public static HelpPageModel Of(
        Transaction transaction,
        Caregiver caregiver,
        StaffShell shell,
        HelpForm form,
        string? saved,
        Instruments instruments,
        SiteTime time
    )
    {
        var (id, today) = (caregiver.Id, time.Today);
        var isAfterCare = EndedCare.IsOver(transaction, caregiver);
        var known = HelpTable.Of(transaction, id);
        var here = ColleaguesHere.Of(transaction, caregiver.CoordinatorId, today).Select(one => one.Id).ToHashSet();
        var lookAfter = known.Where(one => one.IsOpen).Select(one => one.OwnerId).ToHashSet();
        List<(long Id, string Name)> owners =
        [
            .. CoordinatorTable
                .ReadersBeside(transaction, caregiver.CoordinatorId)
                .Where(one => here.Contains(one.Id) || lookAfter.Contains(one.Id))
                .Prepend(CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!)
                .Select(one => (one.Id, Plainly.Shown(one.CalledAs))),
        ];
        var steps = HelpTable.StepsOf(transaction, id).ToLookup(one => one.HelpId);
        var wish = Wishes.Of(transaction, id, instruments).FirstOrDefault(one => one.Wish is not null);
        return new HelpPageModel
        {
            Shell = shell,
            CaregiverId = id,
            Name = Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            FirstName = Plainly.Name(caregiver.Person, caregiver.FirstName, null),
            Open =
            [
                .. known
                    .Where(one => one.IsOpen)
                    .Select(one => OpenHelp.Of(one, [.. steps[one.Id]], owners, isAfterCare, today)),
            ],
            Past =
            [
                .. known
                    .Where(one => !one.IsOpen)
                    .OrderByDescending(one => one.EndedOn)
                    .Select(one => PastHelp.Of(one, [.. steps[one.Id]], today)),
            ],
            Offers = isAfterCare
                ? []
                :
                [
                    .. HelpOffers
                        .Of(
                            known,
                            wish?.Wish,
                            EventTable.Of(transaction, id),
                            SituationTable.Of(transaction, id).Count > 1,
                            today
                        )
                        .Select(HelpWords.NameOf),
                ],
            Owners = owners,
            Form = form,
            IsAfterCare = isAfterCare,
            Saved = saved,
            Today = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The steps that were taken, a sentence each, the newest first.</summary>
    internal static IReadOnlyList<string> HistoryOf(IReadOnlyList<TakenStep> steps) =>
        [.. steps.Reverse().Select(SentenceOf)];

    /// <summary>"2 maart 2026: Zoeken (Els). Zij belde vier mensen."</summary>
    public static string SentenceOf(TakenStep step) =>
        string.Join(
            ' ',
            new[]
            {
                $"{Texts.Day(step.DoneOn)}: {Words["Took." + step.Step.Code()]}{(step.By is null ? "" : $" ({Plainly.Shown(step.By)})")}.",
                step.Reason is { } reason ? HelpWords.ReasonOf(reason) + "." : null,
                step.Helped is { } helped ? HelpLine.SaidOf(helped) : null,
                step.Note.Length > 0 ? Plainly.Shown(step.Note) : null,
            }.OfType<string>()
        );
}

/// <summary>Help that is not over, with the steps that may follow.</summary>
/// <param name="Stand">The newest step's number: a form sent for another one is out of date.</param>
public sealed record OpenHelp(
    long Id,
    string Title,
    string Own,
    IReadOnlyList<string> Lines,
    bool IsLate,
    long Stand,
    bool Runs,
    bool IsFound,
    long OwnerId,
    IReadOnlyList<(string Value, string Label)> Steps,
    IReadOnlyList<(string Value, string Label)> Reasons,
    IReadOnlyList<string> History
)
{
    public static OpenHelp Of(
        ArrangedHelp help,
        IReadOnlyList<TakenStep> steps,
        IReadOnlyList<(long Id, string Name)> owners,
        bool isAfterCare,
        DateOnly today
    )
    {
        var owner = owners.FirstOrDefault(one => one.Id == help.OwnerId, owners[0]);
        var said = steps.LastOrDefault(one => one.Helped is not null);
        var after = HelpRoad.After(help.Kind, help.Step, isAfterCare);
        return new OpenHelp(
            help.Id,
            HelpWords.NameOf(help.Kind),
            Plainly.Shown(help.Words),
            [
                .. new[]
                {
                    isAfterCare ? HelpWords.AfterCare(help.Kind) : null,
                    help.WantedFor.Length > 0
                        ? HelpPageModel.Words["For", ("wanneer", Plainly.Shown(help.WantedFor))]
                        : null,
                    help.WantedFrom is { } from ? HelpPageModel.Words["From.Line", ("dag", Texts.Day(from))] : null,
                    HelpLine.StateOf(help) + ".",
                    HelpLine.WaitOf(help, today),
                    said is null ? null : $"{HelpLine.SaidOf(said.Helped!.Value)} ({Texts.Day(said.DoneOn)})",
                    HelpLine.NextOf(help, today),
                    owner == owners[0] ? null : HelpPageModel.Words["Owner", ("naam", owner.Name)],
                }.OfType<string>(),
            ],
            help.NextOn < today,
            steps.Count > 0 ? steps[^1].Id : 0,
            help.Runs,
            after.Contains(HelpStep.Matched),
            owner.Id,
            [.. after.Select(step => (step.Code(), LabelOf(help.Step, step)))],
            [
                .. after
                    .SelectMany(step => HelpRoad.ReasonsFor(help.Kind, step))
                    .Distinct()
                    .Order()
                    .Select(reason => (reason.Code(), HelpWords.ReasonOf(reason))),
            ],
            HelpPageModel.HistoryOf(steps)
        );
    }

    /// <summary>Whoever looks on after somebody was found looks again.</summary>
    private static string LabelOf(HelpStep from, HelpStep to) =>
        HelpPageModel.Words[
            to == HelpStep.Searching && from is (HelpStep.Matched or HelpStep.Tried)
                ? "Step.again"
                : "Step." + to.Code()
        ];
}

/// <summary>Help that is over.</summary>
public sealed record PastHelp(string Title, string Line, IReadOnlyList<string> History)
{
    public static PastHelp Of(ArrangedHelp help, IReadOnlyList<TakenStep> steps, DateOnly today) =>
        new(
            HelpWords.NameOf(help.Kind),
            string.Join(
                ' ',
                new[]
                {
                    HelpLine.StateOf(help) + ".",
                    help.Reason is { } reason ? HelpWords.ReasonOf(reason) + "." : null,
                    HelpLine.WaitOf(help, today),
                }.OfType<string>()
            ),
            HelpPageModel.HistoryOf(steps)
        );
}
