using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>
/// Plays the invented coordinators where they arrange help: from the wish to looking back, by the steps of the real
/// road.
/// </summary>
/// <remarks>The days are ours, chosen so that the pages show help in each state.</remarks>
public sealed class ArrangingHelp(Database database, SiteTime time, Agenda agenda, Action planBeat)
{
    /// <summary>Forms of respite, one for each caregiver in turn, so that the pages have some of each.</summary>
    private static readonly HelpKind[] Respite =
    [
        HelpKind.VolunteerAtHome,
        HelpKind.OwnNetwork,
        HelpKind.ProfessionalAtHome,
        HelpKind.DayCare,
    ];

    /// <summary>Invented: what they would do with the time.</summary>
    private static readonly string[] Wanted =
    [
        "Eén middag in de week voor mezelf.",
        "Weer eens naar het koor op woensdag.",
        "Een ochtend uitslapen, dat zou al helpen.",
        "Zelf naar de fysio kunnen.",
        "Een dagdeel zonder op de klok te kijken.",
    ];

    /// <summary>
    /// Somebody wants respite, which begins on the day of the talk, as demos go; it is looked back on with them.
    /// </summary>
    public void Arrange(long caregiverId, long coordinatorId)
    {
        var kind = Respite[caregiverId % Respite.Length];
        var isNew = database.Write(transaction =>
        {
            if (HelpTable.Of(transaction, caregiverId).Any(one => one.Kind == kind))
                return false;
            var help = Propose(transaction, caregiverId, coordinatorId, kind, Wanted[caregiverId % Wanted.Length]);
            Take(transaction, help, HelpStep.Chosen, coordinatorId);
            Take(transaction, OpenIn(transaction, caregiverId, kind)!, HelpStep.Running, coordinatorId);
            return true;
        });
        if (isNew)
            PlanLookBack(caregiverId, coordinatorId, kind);
    }

    /// <summary>
    /// In the last weeks one proposal is declined, one wish waits longer than it should, and somebody looks ahead to
    /// the holidays.
    /// </summary>
    /// <param name="people">Whose parts leave room for it.</param>
    public void PlanParts(IEnumerable<Participant> people)
    {
        var chosen = people.Take(3).Select(person => person.Id).ToList();
        if (chosen.Count < 2)
            return;
        At(
            DemoOptions.LastDay.AddDays(-20),
            () =>
                ByOwner(
                    chosen[0],
                    (transaction, caregiver) =>
                    {
                        var isThere = HelpTable.Of(transaction, caregiver.Id).Any(one => one.Kind == HelpKind.DayCare);
                        var kind = isThere ? HelpKind.VolunteerAtHome : HelpKind.DayCare;
                        var help = Propose(transaction, caregiver.Id, caregiver.CoordinatorId, kind, "");
                        Take(
                            transaction,
                            help,
                            HelpStep.Declined,
                            caregiver.CoordinatorId,
                            HelpReason.RefusesStrangers
                        );
                    }
                )
        );
        At(
            DemoOptions.LastDay.AddDays(-7),
            () =>
                ByOwner(
                    chosen[1],
                    (transaction, caregiver) =>
                        Take(
                            transaction,
                            Propose(
                                transaction,
                                caregiver.Id,
                                caregiver.CoordinatorId,
                                HelpKind.HouseholdHelp,
                                "Twee uur in de week de zware klussen."
                            ),
                            HelpStep.Chosen,
                            caregiver.CoordinatorId
                        )
                )
        );
        if (chosen.Count > 2)
            PlanHolidays(chosen[2]);
    }

    /// <summary>Somebody wants a few days off around the first public holidays that are two weeks ahead.</summary>
    private void PlanHolidays(long caregiverId)
    {
        var holiday = Enumerable.Range(14, 366).Select(DemoOptions.LastDay.AddDays).First(PublicHolidays.Contains);
        At(
            DemoOptions.LastDay.AddDays(-3),
            () =>
                ByOwner(
                    caregiverId,
                    (transaction, caregiver) =>
                    {
                        if (OpenIn(transaction, caregiver.Id, HelpKind.ShortStay) is not null)
                            return;
                        var help = Propose(
                            transaction,
                            caregiver.Id,
                            caregiver.CoordinatorId,
                            HelpKind.ShortStay,
                            "Met de feestdagen een paar dagen weg.",
                            holiday
                        );
                        Take(transaction, help, HelpStep.Chosen, caregiver.CoordinatorId);
                    }
                )
        );
    }

    private void PlanLookBack(long caregiverId, long coordinatorId, HelpKind kind)
    {
        if (
            database.Read(transaction => OpenIn(transaction, caregiverId, kind))?.NextOn is not { } day
            || day > DemoOptions.LastDay
        )
            return;
        At(
            day,
            () =>
            {
                database.Write(transaction =>
                {
                    if (
                        OpenIn(transaction, caregiverId, kind) is { Runs: true } help
                        && CaregiverTable.Get(transaction, caregiverId) is not { Status: CaregiverStatus.Ended }
                    )
                        Take(transaction, help, HelpStep.Kept, coordinatorId);
                });
                planBeat();
                PlanLookBack(caregiverId, coordinatorId, kind);
            }
        );
    }

    private ArrangedHelp Propose(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        HelpKind kind,
        string words,
        DateOnly? from = null
    ) =>
        Helping.Propose(
            transaction,
            new ArrangedHelp
            {
                CaregiverId = caregiverId,
                Kind = kind,
                Words = words,
                WantedFrom = from,
                Step = HelpStep.Proposed,
                StepOn = time.Today,
                NextOn = HelpRoad.UsualNextOn(HelpStep.Proposed, time.Today, time.WorkingDays),
                ProposedOn = time.Today,
            },
            coordinatorId,
            time
        );

    private void Take(
        Transaction transaction,
        ArrangedHelp help,
        HelpStep step,
        long coordinatorId,
        HelpReason? reason = null
    ) =>
        Helping.Take(
            transaction,
            help,
            new NewStep(
                step,
                time.Today,
                HelpRoad.UsualNextOn(step, time.Today, time.WorkingDays),
                reason,
                step == HelpStep.Running && help.Kind == HelpKind.VolunteerAtHome ? "Truus" : "",
                step == HelpStep.Kept ? HelpVerdict.Yes : null
            ),
            coordinatorId,
            time
        );

    private static ArrangedHelp? OpenIn(Transaction transaction, long caregiverId, HelpKind kind) =>
        HelpTable.Of(transaction, caregiverId).LastOrDefault(one => one.Kind == kind && one.IsOpen);

    private void ByOwner(long caregiverId, Action<Transaction, Caregiver> act)
    {
        database.Write(transaction =>
        {
            if (CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Active } caregiver)
                act(transaction, caregiver);
        });
        planBeat();
    }

    private void At(DateOnly day, Action happens) =>
        agenda.Plan(time.At(time.WorkingDays.OnOrAfter(day), new TimeOnly(10, 0)), happens);
}
