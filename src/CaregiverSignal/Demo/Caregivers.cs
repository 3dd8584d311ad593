using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Demo;

/// <summary>
/// Plays the invented caregivers: they read their mail, answer or not, take a pause, meet with misfortune.
/// </summary>
public sealed class Caregivers(
    Installation installation,
    Database database,
    SiteTime time,
    Agenda agenda,
    Mailboxes mailboxes,
    TakeInReturn returns,
    Importing importing,
    InventedWords inventedWords,
    DemoOptions options,
    Action planBeat
)
{
    private const double AnswersReminder = 0.75;
    private const double AnswersByPhone = 0.9;
    private static readonly TimeSpan Soonest = TimeSpan.FromHours(3);
    private static readonly TimeSpan ComesBackAfter = TimeSpan.FromMinutes(4);

    /// <summary>
    /// From this day on mail comes back: what comes back in the last weeks is still on the worklist when the pages
    /// open.
    /// </summary>
    private static readonly DateOnly ComesBackFrom = DemoOptions.LastDay.AddDays(-14);

    /// <summary>Plans what will happen to somebody whatever they are asked.</summary>
    public void Begin(Participant person)
    {
        var persona = person.Persona;
        if (persona.Course == Course.Sudden)
            agenda.Plan(time.At(persona.TurnsOn, new TimeOnly(16, 0)), () => MeetMisfortune(person));
        if (persona.PausesOn is { } day)
            agenda.Plan(time.At(day, new TimeOnly(19, 30)), () => Pause(person));
        if (Cast.WritesOn(persona.Part) is { } writes)
            agenda.Plan(time.At(writes.Day, writes.At), () => Write(person));
        if (persona.Part == Part.Stops)
            agenda.Plan(time.At(DemoOptions.LastDay.AddDays(-2), new TimeOnly(19, 40)), () => Stop(person));
        if (persona.Part == Part.Attention)
            LoseHelp(person);
        if (persona.Row.Details.Channel != Channel.Email)
            PlanCall(person, number: 0);
    }

    /// <summary>A mail has arrived: they answer it within days, wait for the reminder, or never answer.</summary>
    public void Receive(Participant person, string mail)
    {
        if (
            mailboxes.KeyIn(mail) is not { } key
            || database.Read(transaction => LinkTable.Find(transaction, KeyPurpose.Form, key, time.Now))
                is not { CheckInId: { } checkIn }
        )
            return;
        var isReminder = person.AskedIn == checkIn;
        (person.AskedIn, person.NewestMail) = (checkIn, mail);
        if (person.Persona.Part is Part.WrongAddress or Part.FullMailbox && time.Today >= ComesBackFrom)
        {
            agenda.Plan(time.Now + ComesBackAfter, () => SendBack(person, mail));
            return;
        }

        if (WaitsForPart(person))
            return;
        var answers = person.Luck.NextDouble() < (isReminder ? AnswersReminder : person.Persona.Habit);
        var moment = Moment(person.Luck);
        if (answers && person.AnswersOn(time.Today))
            agenda.Plan(moment, () => AnswerByLink(person));
    }

    /// <summary>Whether these questions are to be answered on the day that the part sets.</summary>
    private bool WaitsForPart(Participant person) =>
        Cast.WritesOn(person.Persona.Part) is { } writes
        && time.Today <= writes.Day
        && writes.Day < time.Today.AddDays(installation.Plan.WindowDays);

    /// <summary>Opens the newest mail, follows its link, and fills in the form.</summary>
    private void AnswerByLink(Participant person)
    {
        if (OpenOf(person) is { } checkIn)
            FillIn(person, checkIn, "caregiver");
    }

    private CheckIn? OpenOf(Participant person)
    {
        if (person.NewestMail is not { } mail || mailboxes.KeyIn(mail) is not { } key)
            return null;
        return database.Read(transaction =>
            LinkTable.Find(transaction, KeyPurpose.Form, key, time.Now) is { CheckInId: { } id }
                ? CheckInTable.Get(transaction, id)
                : null
        );
    }

    /// <summary>Answers, and writes the words of the part.</summary>
    private void Write(Participant person)
    {
        if (OpenOf(person) is { } checkIn)
            FillIn(person, checkIn, "caregiver", inventedWords.OfPart(person.Persona));
    }

    /// <param name="ofPart">The words of their part; null when their course decides what they write.</param>
    private void FillIn(Participant person, CheckIn checkIn, string enteredBy, string? ofPart = null)
    {
        var strain = person.StrainOn(time.Today);
        var pages = checkIn
            .InstrumentKeys.Select(key =>
            {
                var instrument = installation.Instruments.Newest(key);
                return (
                    Instrument: instrument,
                    Form: key == Wishes.Instrument
                        ? HelpAnswers.Form(
                            instrument,
                            person.Persona.Course,
                            strain,
                            Population.LuckOf(options, person.Persona.Number, subject: 5)
                        )
                        : FormAnswers.Form(
                            instrument,
                            person.Persona.Course,
                            strain,
                            Population.LuckOf(options, person.Persona.Number, subject: 3),
                            person.Luck
                        )
                );
            })
            .ToList();
        var writes = person.Luck.NextDouble() < (strain > 0.5 ? 0.5 : 0.25);
        var wantsCall = ofPart is not null
            ? Cast.AsksForCall(person.Persona.Part)
            : (strain > 0.72 && person.Persona.Course != Course.Devoted && person.Luck.NextDouble() < 0.3);
        var words =
            ofPart
            ?? (writes ? inventedWords.OwnWords(person.Persona, strain, person.TalkedOn is not null, wantsCall) : null);

        database.Write(transaction =>
        {
            foreach (var (instrument, form) in pages)
                CheckInSubmission.Save(transaction, checkIn, instrument, form, enteredBy, time);
            CheckInTable.SaveOwnWords(
                transaction,
                checkIn.Id,
                words,
                wantsCall ? CallWish.Yes
                    : ofPart is null ? CallWish.No
                    : null,
                enteredBy
            );
            CheckInSubmission.Send(transaction, checkIn, time);
        });
        planBeat();
    }

    /// <summary>
    /// Plans for the support point to enter a check-in by phone or on paper, some days after it has opened.
    /// </summary>
    private void PlanCall(Participant person, int number)
    {
        var day = Schedule.DayOf(person.Persona.Row.Enrolled, number);
        if (day > DemoOptions.LastDay)
            return;
        var enters = time.WorkingDays.Add(day, 1 + person.Luck.Next(0, 4));
        // These still wait for the call, or for the paper, when the pages open.
        if (person.Persona.Part == Part.ToBeAsked && enters.AddDays(7) > DemoOptions.LastDay)
            enters = DemoOptions.LastDay.AddDays(3);
        var at = time.At(enters, new TimeOnly(10, 0)).AddMinutes(person.Luck.Next(0, 360));
        agenda.Plan(
            at,
            () =>
            {
                var isReached = person.Luck.NextDouble() < AnswersByPhone && person.AnswersOn(time.Today);
                if (
                    isReached
                    && database.Read(transaction => CheckInTable.OpenOf(transaction, person.Id)) is { } checkIn
                )
                    FillIn(person, checkIn, "coordinator");
                else
                    TryInVain(person);
                PlanCall(person, number + 1);
            }
        );
    }

    /// <summary>Nobody picks up, or the paper does not come back.</summary>
    private void TryInVain(Participant person) =>
        database.Write(transaction =>
            Asking.Tried(transaction, person.Id, CaregiverTable.Get(transaction, person.Id)!.CoordinatorId, time)
        );

    /// <summary>
    /// A moment within six days, rather early than late, between 8:00 and 22:00, and not in the first hours.
    /// </summary>
    private DateTimeOffset Moment(Random luck)
    {
        var early = luck.NextDouble();
        var day = time.Today.AddDays((int)(6 * early * early));
        var at = time.At(day, new TimeOnly(8, 0)).AddMinutes(luck.Next(0, 14 * 60));
        return at >= time.Now + Soonest ? at : time.Now + Soonest + TimeSpan.FromMinutes(luck.Next(0, 240));
    }

    private void MeetMisfortune(Participant person)
    {
        (EventKind Kind, string Note)[] misfortunes =
        [
            (EventKind.Fall, "Gevallen op de trap"),
            (EventKind.Hospital, "Opname in het ziekenhuis, nu weer thuis"),
            (EventKind.HelperLost, "De dochter die hielp is verhuisd"),
            (EventKind.FormalHelpReduced, "Thuiszorg komt nog maar twee keer per week"),
        ];
        var drawn = misfortunes[person.Luck.Next(misfortunes.Length)];
        // Somebody whose part is to ask for a call has had a fall.
        var (kind, note) = person.Persona.Part == Part.AsksToBeCalled ? misfortunes[0] : drawn;
        ReportEvent(person, kind, note);
    }

    /// <summary>Reports an event by a professional, who sends a file of events as to a real support point.</summary>
    private void ReportEvent(Participant person, EventKind kind, string note)
    {
        var row = new EventRow(
            new Place("events.csv", 2),
            person.Persona.Row.Person,
            time.Today,
            kind,
            ReportedBy.Professional,
            note,
            null
        );
        importing.Store(database, new ImportFolder([], [], [], [row]), dryRun: false, out var faults);
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        planBeat();
    }

    private void Pause(Participant person)
    {
        database.Write(transaction =>
            Participation.Pause(transaction, person.Id, time.Today.AddDays(42), ReportedBy.Caregiver, time)
        );
        planBeat();
    }

    private void Stop(Participant person)
    {
        database.Write(transaction => Participation.Stop(transaction, person.Id, ReportedBy.Caregiver, time));
        planBeat();
    }

    /// <summary>Plans two misfortunes in one autumn, reported by a professional.</summary>
    private void LoseHelp(Participant person)
    {
        Plan(daysBefore: 39, EventKind.Hospital, "Opname van vier dagen, nu weer thuis");
        Plan(daysBefore: 3, EventKind.RespiteFailed, "Het logeerweekend dat geregeld was, ging niet door");

        void Plan(int daysBefore, EventKind kind, string note) =>
            agenda.Plan(
                time.At(DemoOptions.LastDay.AddDays(-daysBefore), new TimeOnly(15, 0)),
                () => ReportEvent(person, kind, note)
            );
    }

    /// <summary>Returns the mail from the server that it went to; it is read like any other returned mail.</summary>
    private void SendBack(Participant person, string mail)
    {
        returns.Take(
            ReturnNotice.Write(mail, person.Persona.Row.Details.Email!, isFull: person.Persona.Part == Part.FullMailbox)
        );
        planBeat();
    }
}
