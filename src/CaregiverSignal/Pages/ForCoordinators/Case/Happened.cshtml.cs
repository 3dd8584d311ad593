using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages.ForCoordinators.Case.Actions;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Logs an event around a caregiver once the reader has seen its consequences, and takes an end or crisis
/// back. Beside it are a pause, a stop and a return.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class HappenedModel(
    NoteHappenings happenings,
    CaseService cases,
    Plan plan,
    CurrentSettings settings,
    SiteTime time
) : PersonPage
{
    private static readonly Texts Words = Texts.Of(typeof(HappenedModel));

    [BindProperty]
    public TypedHappening Happening { get; set; } = new();

    /// <summary>The review date, as after a contact; optional.</summary>
    [BindProperty]
    public LookAgain? When { get; set; }

    [BindProperty]
    public DateOnly? Day { get; set; }

    [BindProperty]
    public TakingPart? Choice { get; set; }

    public HappeningLook Known { get; private set; } = null!;

    /// <summary>The consequences to confirm; empty before that.</summary>
    public IReadOnlyList<string> Then { get; private set; } = [];

    public DateOnly Today => time.Today;

    public string What => HappenedWords.Of(Happening.Kind!.Value, About);

    public IEnumerable<SelectListItem> Cares =>
        Known.Cares.Select(care => new SelectListItem(HappenedWords.Whom(care), Texts.Number(care.Id)));

    public static IEnumerable<SelectListItem> Kinds =>
        from offered in TypedHappening.Groups
        let name = new SelectListGroup { Name = Words["Group." + offered.Group] }
        from kind in offered.Kinds
        select new SelectListItem(EventWords.Choice(kind), kind.Code()) { Group = name };

    public static IEnumerable<SelectListItem> Ways =>
        Codes.All<WhatNow>().Select(code => new SelectListItem(Words["Then." + code], code));

    public IReadOnlyList<SelectListItem> Helps =>
        [
            .. Known
                .Help.Where(help => Consequences.OfHelp.Any(kind => HelpRoad.MayBeAbout(kind, Today, [help]).Count > 0))
                .Select(help => new SelectListItem(help.Kind.Name, Texts.Number(help.Id))),
        ];

    public IEnumerable<SelectListItem> Whens => ContactModel.DaysUntil(DateOnly.MaxValue, time);

    /// <summary>The texts after a death do not suggest that care goes on.</summary>
    public IEnumerable<SelectListItem> Choices =>
        ChangeParticipation
            .ChoicesOf(Caregiver.Status)
            .Select(choice => new SelectListItem(
                T[
                    $"Life.{choice.Code()}{(choice != TakingPart.Resume ? ""
                        : Known.Ended is not null && Caregiver.Status == CaregiverStatus.Ended ? ".Aftercare"
                        : Known.Ended is { Kind: EventKind.Death } ? ".Death"
                        : "")}"
                ],
                choice.Code()
            ));

    /// <summary>What was logged or reported and can be taken back; if another reported it, whom to ask first.</summary>
    public string? Stands =>
        Known.Stands is not { } stands ? null
        : Known.IsToBeAsked
            ? T[
                stands.ReportedBy == ReportedBy.System ? "Told.Other" : "Told.Link",
                ("wat", EventWords.Of(stands.Kind)),
                ("dag", Texts.Day(stands.HappenedOn, Today))
            ]
        : CaseNotices.AftercareOf(Caregiver, Known.Ended, Today)
            ?? HappenedWords.Of(stands.Kind, Known.StandsOf, stands.HappenedOn, Today) + ".";

    private CareFacts? About =>
        Known.Cares.FirstOrDefault(care => care.Id == Happening.Care) ?? (Known.Cares is [var only] ? only : null);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        Happening = Happening with { On = Today };
        return await FindsAsync(stop) ? Page() : Missing();
    }

    /// <param name="sure">Whether the reader saw the consequences and confirmed.</param>
    public async Task<IActionResult> OnPostAsync(bool sure, CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        Require(TypedHappening.Groups.Any(group => group.Kinds.Any(kind => kind == Happening.Kind)), "Kind");
        Require(TypedHappening.IsDay(Happening.On, Today), "On");
        Require(!Happening.IsCrisis || Happening.Then is not null, "Then");
        var concernsAll = Happening.Kind is { } what && Consequences.ConcernsAll(what);
        Require(!concernsAll || Known.Cares.Count < 2 || About is not null, "Care");
        ModelState.RequireShort(Happening.Note, "Happening.Note");
        Happening = Happening with { LookOn = TypedContact.NextOf(When, Day, time) };
        ModelState.Require(When is null || Happening.LookOn is not null, nameof(Day), CaseModel.Words["Error.Day"]);
        if (!ModelState.IsValid)
            return Invalid();
        if (!sure)
        {
            Then = [.. FollowOf(await happenings.ForeseeAsync(Id, Happening, Staff, stop) ?? []).Distinct()];
            return Page();
        }

        var noted = T["Noted", ("wat", What), ("dag", Texts.Day(Happening.On!.Value, Today))];
        return await happenings.NoteAsync(Id, Happening, Staff, stop) == ChangeResult.NotFound
            ? Missing()
            : await ToCaseAsync(noted, stop);

        void Require(bool holds, string field) =>
            ModelState.Require(holds, $"{nameof(Happening)}.{field}", T["Error." + field]);
    }

    public async Task<IActionResult> OnPostParticipationAsync(CancellationToken stop = default)
    {
        var result = await cases.TakePartAsync(Id, Choice, Staff, stop);
        return result == ChangeResult.NotFound || !await FindsAsync(stop) ? Missing()
            : result == ChangeResult.Done ? await ToCaseAsync(T[$"Life.{Choice!.Value.Code()}.Done"], stop)
            : Invalid(nameof(Choice), T["Error.Choice"]);
    }

    private Task<IActionResult> ToCaseAsync(string saved, CancellationToken stop = default) =>
        SavedAsync(saved, $"/zaak/{RouteData.Values["caregiver"]}", stop);

    /// <summary>What stops, which messages go when, who calls by which day, and what others are told.</summary>
    private IEnumerable<string> FollowOf(IReadOnlyList<Foreseen> all)
    {
        List<Foreseen> own = [.. all.Where(it => it.Whom.Who.IsTeller)];
        if (own.Exists(it => it.After.Care == CareAfter.Ends))
            yield return T["Follows.Ends", ("wie", HappenedWords.Whom(About))];
        foreach (var line in QuestionsOf(own.Select(it => it.After.Questions).DefaultIfEmpty().Max()))
            yield return line;
        var isDeath = own.Exists(it => it.Kind == EventKind.Death);
        if ((own.Min(it => it.DueOn) ?? Happening.LookOn) is { } due)
            yield return T[isDeath ? "Follows.Condole" : "Follows.Look", ("dag", Texts.DayOfWeek(due))];
        if (HelpOf(own) is { } help)
            yield return help;
        foreach (var other in all.Where(it => !it.Whom.Who.IsTeller))
            yield return OfOther(other);
        if (own.Exists(it => it.After.Care == CareAfter.LastEnds))
            yield return T.Counted("Follows.Erase", settings.Retention.EndedDays, ("voornaam", NameOf(Caregiver)));
        if (own.Count == 0 && Happening.LookOn is null)
            yield return T["Follows.None"];
    }

    private IEnumerable<string> QuestionsOf(QuestionsAfter questions)
    {
        if (Happening is { IsCrisis: true, Then: WhatNow.Stops })
            yield return T["Follows.Stops", ("voornaam", NameOf(Caregiver))];
        else if (questions != QuestionsAfter.Aftercare)
        {
            if (questions != QuestionsAfter.AsBefore || Consequences.ConcernsAll(Happening.Kind!.Value))
                yield return T["Follows." + questions];
        }
        else
        {
            if (Caregiver.Status != CaregiverStatus.Aftercare)
                yield return T["Follows.Aftercare"];
            if (Known.Asked is { } open)
                yield return T["Follows.Open", ("dag", Texts.Day(open.AskedOn, Today))];
            var days = (plan.Aftercare?.AfterDays ?? []).Select(after => Happening.On!.Value.AddDays(after));
            if (days.Where(day => day > Today).ToList() is [.., var last] messages)
            {
                var on = Texts.And([.. messages.Select(day => Texts.Day(day, Today))]);
                yield return T[Caregiver.IsSentOn(Today) ? "Follows.Messages" : "Follows.ByHand", ("dagen", on)];
                yield return T["Follows.Last", ("dag", Texts.Day(last.AddDays(plan.WindowDays), Today))];
            }
        }
    }

    private string? HelpOf(List<Foreseen> own)
    {
        if (own.Exists(it => it.After.Help == HelpAfter.IsLookedAt))
            return Known.Help.Count > 0 ? T["Follows.Help"] : null;
        if (!own.Exists(it => it.After.Help == HelpAfter.WhichIsAsked))
            return null;
        return HelpRoad.MayBeAbout(Happening.Kind!.Value, Happening.On!.Value, Known.Help, Happening.Help) switch
        {
            [] => null,
            [var meant] => T["Follows.HelpHeard", ("hulp", meant.Kind.Name)],
            _ => T["Follows.HelpUnsaid"],
        };
    }

    /// <summary>What another caregiver of the same person is told, named only if the reader may see them.</summary>
    private string OfOther(Foreseen other)
    {
        var name = other.MaySee ? NameOf(other.Whom.Caregiver) : T["Follows.Somebody"];
        var hears = T[
            other.After.Row == RowAfter.None ? "Follows.Other.None" : "Follows.Other",
            ("naam", name),
            ("dag", other.DueOn is { } day ? Texts.DayOfWeek(day) : "")
        ];
        var key = "Follows.Other." + other.After.Questions;
        return T.Has(key) ? $"{hears} {T[key]}" : hears;
    }

    private static string NameOf(Caregiver caregiver) => WhoModel.CalledAs(caregiver);

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await happenings.LookAsync(Id, Staff, stop) is not { } found)
            return false;
        (Known, Caregiver) = (found, found.Caregiver);
        return true;
    }
}
