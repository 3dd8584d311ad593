using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>What the invented caregivers do: read their mail, answer or not, take a pause, meet with misfortune.</summary>
public sealed class Caregivers(
    Installation installation,
    Database database,
    SiteTime time,
    Agenda agenda,
    Mailboxes mailboxes,
    DemoOptions options,
    Action planBeat)
{
    private const double AnswersReminder = 0.75;
    private const double AnswersByPhone = 0.9;
    private static readonly TimeSpan Soonest = TimeSpan.FromHours(3);

    /// <summary>Puts into the agenda what will happen to somebody whatever they are asked.</summary>
    public void Begin(Participant person)
    {
        var persona = person.Persona;
        if (persona.Course == Course.Sudden) agenda.Plan(time.At(persona.TurnsOn, new TimeOnly(16, 0)), () => MeetMisfortune(person));
        if (persona.PausesOn is { } day) agenda.Plan(time.At(day, new TimeOnly(19, 30)), () => Pause(person));
        if (persona.Row.Channel != "email") PlanCall(person, number: 0);
    }

    /// <summary>A mail has come: they answer it some day soon, or wait for the reminder, or leave it.</summary>
    public void Receive(Participant person, string mail)
    {
        if (mailboxes.KeyIn(mail) is not { } key || database.Read(work => LinkTable.Find(work, LinkTable.Form, key, time.Now)) is not { CheckInId: { } checkIn }) return;
        var isReminder = person.AskedIn == checkIn;
        (person.AskedIn, person.NewestMail) = (checkIn, mail);

        var answers = person.Luck.NextDouble() < (isReminder ? AnswersReminder : person.Persona.Habit);
        var moment = Moment(person.Luck);
        if (answers && person.AnswersOn(time.Today)) agenda.Plan(moment, () => AnswerByLink(person));
    }

    /// <summary>Opens the newest mail, follows its link, and fills in what it opens.</summary>
    private void AnswerByLink(Participant person)
    {
        var key = mailboxes.KeyIn(person.NewestMail!)!;
        var found = database.Read(work => LinkTable.Find(work, LinkTable.Form, key, time.Now) is { CheckInId: { } id } ? CheckInTable.Get(work, id) : null);
        if (found is { } checkIn) FillIn(person, checkIn, "caregiver");
    }

    private void FillIn(Participant person, CheckIn checkIn, string enteredBy)
    {
        var strain = person.StrainOn(time.Today);
        var pages = checkIn.InstrumentKeys.Select(key =>
        {
            var instrument = installation.Instruments.Newest(key);
            return (Instrument: instrument, Form: key == Wishes.Instrument
                ? Wishing.Form(instrument, person.Persona.Course, strain, Population.LuckOf(options, person.Persona.Number, subject: 5))
                : FilledIn.Form(instrument, person.Persona.Course, strain, Population.LuckOf(options, person.Persona.Number, subject: 3), person.Luck));
        }).ToList();
        var words = person.Luck.NextDouble() < 0.3 ? Voices.OwnWords(strain, person.Luck) : null;
        var call = strain > 0.72 && person.Persona.Course != Course.Devoted && person.Luck.NextDouble() < 0.3 ? "yes" : "no";

        database.Write(work =>
        {
            foreach (var (instrument, form) in pages) Sending.Save(work, checkIn, instrument, form, enteredBy, time);
            CheckInTable.SaveOwnWords(work, checkIn.Id, words, call);
            Sending.Send(work, checkIn, time);
        });
        planBeat();
    }

    /// <summary>Some days after a check-in by phone or on paper has opened, somebody at the support point enters it.</summary>
    private void PlanCall(Participant person, int number)
    {
        var day = Schedule.DayOf(person.Persona.Row.Enrolled, number);
        if (day > DemoOptions.LastDay) return;
        var enters = WorkingDays.Add(day, 1 + person.Luck.Next(0, 4));
        var at = time.At(enters, new TimeOnly(10, 0)).AddMinutes(person.Luck.Next(0, 360));
        agenda.Plan(at, () =>
        {
            var isReached = person.Luck.NextDouble() < AnswersByPhone && person.AnswersOn(time.Today);
            if (isReached && database.Read(work => CheckInTable.OpenOf(work, person.Id)) is { } checkIn) FillIn(person, checkIn, "coordinator");
            PlanCall(person, number + 1);
        });
    }

    /// <summary>Within six days, sooner rather than later, between eight and ten; nobody answers in the first hours.</summary>
    private DateTimeOffset Moment(Random luck)
    {
        var early = luck.NextDouble();
        var day = time.Today.AddDays((int)(6 * early * early));
        var at = time.At(day, new TimeOnly(8, 0)).AddMinutes(luck.Next(0, 14 * 60));
        return at >= time.Now + Soonest ? at : time.Now + Soonest + TimeSpan.FromMinutes(luck.Next(0, 240));
    }

    private void MeetMisfortune(Participant person)
    {
        (string Kind, string Note)[] misfortunes =
        [
            ("Fall", "Gevallen op de trap"),
            ("Hospital", "Opname in het ziekenhuis, nu weer thuis"),
            ("HelperLost", "De dochter die hielp is verhuisd"),
            ("FormalHelpReduced", "Thuiszorg komt nog maar twee keer per week"),
        ];
        var (kind, note) = misfortunes[person.Luck.Next(misfortunes.Length)];
        database.Write(work => EventTable.Add(work, person.Id, time.Today, kind, "professional", note, time.Now));
    }

    private void Pause(Participant person)
    {
        database.Write(work => Leaving.Pause(work, person.Id, time.Today.AddDays(42), "caregiver", time));
        planBeat();
    }
}
