using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Import;

public sealed record PersonHistory(string Person, History History);

/// <summary>Builds a person's history for the rules as the database would, whatever the order of rows.</summary>
/// <param name="versions">The version of each questionnaire that the folder answers, by key.</param>
/// <param name="plan">Gives the number of days in which a check-in can be answered.</param>
internal sealed class FolderHistories(
    Instruments instruments,
    IReadOnlyDictionary<string, Instrument> versions,
    Plan plan
)
{
    private readonly Dictionary<string, Scored> scored = versions.ToDictionary(
        version => version.Key,
        version => new Scored(version.Value, ReferenceEquals(version.Value, instruments.Find(version.Key))),
        StringComparer.Ordinal
    );

    /// <param name="checkIns">By day.</param>
    /// <param name="faults">Receives faults that appear only when all rows of a person are compared.</param>
    public PersonHistory Of(
        ImportedPerson person,
        List<AskedRow> checkIns,
        AnswerRow[] given,
        IEnumerable<EventRow> happened,
        List<Fault> faults
    )
    {
        var answers = ByDay(given);
        List<CareEvent> events =
        [
            .. happened
                .Select(ToEvent)
                // On the same day Paused comes before Resumed, and both before Stopped.
                .OrderBy(careEvent => careEvent.HappenedOn)
                .ThenBy(careEvent => careEvent.Kind.Code(), StringComparer.Ordinal)
                .ThenBy(careEvent => careEvent.ReportedBy.Code(), StringComparer.Ordinal),
        ];

        var steps = events.FindAll(careEvent => careEvent.StatusAfter is not null);
        var (waves, past, forms) = (new List<Wave>(checkIns.Count), new List<EarlierCheckIn>(), new List<Form>());
        var next = Before(answers, 0, checkIns.Count == 0 ? DateOnly.MaxValue : checkIns[0].Date);
        if (next > 0)
            faults.AddRange(answers[..next].OrderBy(row => row.Row).Select(AnswerChecks.TooEarly));
        for (var place = 0; place < checkIns.Count; place++)
        {
            // An answer belongs to the last check-in asked on or before its day.
            var end = Before(answers, next, place + 1 < checkIns.Count ? checkIns[place + 1].Date : DateOnly.MaxValue);
            var wave = WaveOf(person, checkIns[place], answers.AsSpan(next..end), steps, forms, faults);
            var isShort = person.Details.Channel.IsSent() && LightForm.Follows(past);
            waves.Add(wave with { IsLight = isShort || checkIns[place].Instruments is [OpeningQuestion.Instrument] });
            if (wave.AnsweredOn is not null || !wave.IsExcused)
                past.Add(EarlierCheckIn.Of(wave.AnsweredOn, wave.Values));
            next = end;
        }

        return new PersonHistory(
            person.Person,
            new History(default, waves, [.. events.Select(Histories.ToEvent)], Histories.ContactsOf([], events))
        );
    }

    private static AnswerRow[] ByDay(AnswerRow[] rows)
    {
        for (var place = 1; place < rows.Length; place++)
        {
            if (rows[place].Date < rows[place - 1].Date)
                return [.. rows.OrderBy(row => row.Date)];
        }

        // Nearly everybody's rows are in order already, and sorting would take longer than all the rest.
        return rows;
    }

    /// <returns>The position of the first later answer not given before a day.</returns>
    private static int Before(AnswerRow[] answers, int from, DateOnly day)
    {
        while (from < answers.Length && answers[from].Date < day)
            from++;
        return from;
    }

    private static CareEvent ToEvent(EventRow row) =>
        new()
        {
            HappenedOn = row.Date,
            Kind = row.Kind,
            ReportedBy = row.By,
            Note = row.Note,
            LookAgainOn = row.LookAgainOn,
            Situation = row.Situation,
            // One of several is named; if none is, it was the only one.
            EndsCare = Consequences.Ends.Contains(row.Kind) && (row.EndsCare ?? row.Situation is null),
        };

    /// <param name="answers">By day.</param>
    /// <param name="steps">The events that change the person's state.</param>
    /// <param name="forms">This person's forms so far, by key; reused for each check-in.</param>
    private Wave WaveOf(
        ImportedPerson person,
        AskedRow checkIn,
        ReadOnlySpan<AnswerRow> answers,
        List<CareEvent> steps,
        List<Form> forms,
        List<Fault> faults
    )
    {
        var closesOn = checkIn.Date.AddDays(plan.WindowDays);
        var isExcused = steps.Count > 0 && Histories.WasAway(checkIn.Date, closesOn, steps);
        var wave = default(Wave);
        foreach (var item in forms)
            item.Close();
        var (form, isSound) = (default(Form), true);
        for (var place = 0; place < answers.Length; place++)
        {
            var answer = answers[place];
            if (form?.Key != answer.Instrument)
            {
                form = FormOf(forms, answer.Instrument);
                isSound &= checkIn.Instruments.Contains(answer.Instrument);
            }

            isSound &= form.Take(answer.Given);
            // A check-in answered on two days was partly known in between.
            if (place + 1 == answers.Length || answers[place + 1].Date > answer.Date)
            {
                wave = Known(answer.Date, ValuesOf(forms), wave);
            }
        }

        if (!isSound)
            faults.AddRange(
                AnswerChecks.Of([.. answers.ToArray().OrderBy(row => row.Row)], checkIn.Date, checkIn.Instruments)
            );
        return wave ?? Known(null, [], null);

        Wave Known(DateOnly? answeredOn, IReadOnlyList<Measured> values, Wave? before) =>
            new(checkIn.Date, closesOn, answeredOn, false, values)
            {
                ByMail = person.Details.Channel.IsSent(),
                IsExcused = isExcused,
                Before = before,
            };
    }

    private Form FormOf(List<Form> forms, string key)
    {
        foreach (var form in forms)
        {
            if (form.Key == key)
                return form;
        }

        var added = new Form(scored[key]);
        forms.Add(added);
        forms.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return added;
    }

    private static List<Measured> ValuesOf(List<Form> forms)
    {
        var values = new List<Measured>();
        foreach (var form in forms)
            form.AddTo(values);
        return values;
    }

    /// <param name="IsNewest">Whether answers have their positions in it.</param>
    private sealed record Scored(Instrument Instrument, bool IsNewest)
    {
        /// <summary>The positions of the scales that the rules read.</summary>
        public int[] Read { get; } =
        [
            .. Enumerable
                .Range(0, Instrument.Scales.Count)
                .Where(place => Observations.KindOf(Instrument.Key, Instrument.Scales[place].Key) is not null),
        ];

        /// <summary>The positions of unscored questions that the rules read.</summary>
        public int[] ReadItems { get; } =
        [
            .. Enumerable
                .Range(0, Instrument.Items.Count)
                .Where(place => Observations.KindOf(Instrument.Key, Instrument.Items[place].Key) is not null)
                .Where(place => Instrument.Scales.All(scale => scale.Key != Instrument.Items[place].Key)),
        ];

        /// <summary>The complete values of each scale, shared by everybody once somebody has them.</summary>
        public Measured?[][] Whole { get; } =
        [.. Instrument.Scales.Select(scale => new Measured?[(int)(scale.Max - scale.Min) + 1])];
    }

    private sealed class Form(Scored of)
    {
        private readonly Instrument instrument = of.Instrument;
        private readonly short[] codes = new short[of.Instrument.Items.Count];
        private readonly ScaleValue[] scores = new ScaleValue[of.Instrument.Scales.Count];
        private bool isBegun;

        public string Key => instrument.Key;

        public void Close() => isBegun = false;

        /// <returns>False if the item was already answered.</returns>
        public bool Take(ItemCode answer)
        {
            if (!isBegun)
                Array.Fill(codes, Scoring.Skipped);
            isBegun = true;
            var place = of.IsNewest ? answer.Place : instrument.PlaceOf(answer.Item, answer.Code);
            if (codes[place] != Scoring.Skipped)
                return false;
            codes[place] = (short)answer.Code;
            return true;
        }

        public void AddTo(List<Measured> values)
        {
            if (!isBegun)
                return;
            foreach (var item in of.ReadItems)
            {
                if (codes[item] != Scoring.Skipped)
                    values.Add(Measured.Of(instrument, instrument.Items[item].Key, codes[item]));
            }

            if (of.Read.Length == 0)
                return;
            Scoring.Score(instrument, codes, scores);
            foreach (var scale in of.Read)
                values.Add(One(scale, scores[scale]));
        }

        private Measured One(int scale, in ScaleValue score)
        {
            var place = score.Value - instrument.Scales[scale].Min;
            if (score.IsEstimate || place is not { } known || known != (int)known)
                return new Measured(instrument.Key, instrument.Version, score);
            return of.Whole[scale][(int)known] ??= new Measured(instrument.Key, instrument.Version, score);
        }
    }
}
