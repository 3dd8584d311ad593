using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Import;

/// <summary>One person's history from a folder.</summary>
public sealed record PersonHistory(string Person, History History);

/// <summary>
/// Makes a person's history for the rules from their rows, as the store would: without a database, and whatever the
/// order of the rows.
/// </summary>
/// <param name="versions">The version of each questionnaire that the folder answers, by key.</param>
/// <param name="plan">Gives the number of days in which a check-in can be answered.</param>
internal sealed class FolderHistories(
    Instruments instruments,
    IReadOnlyDictionary<string, Instrument> versions,
    Plan plan
)
{
    /// <summary>The whole values of each scale, which all people share once somebody has them.</summary>
    private readonly Dictionary<string, Measured?[][]> whole = versions.ToDictionary(
        version => version.Key,
        version => version.Value.Scales.Select(scale => new Measured?[(int)(scale.Max - scale.Min) + 1]).ToArray(),
        StringComparer.Ordinal
    );

    /// <param name="faults">Receives the faults that show only when all rows of a person are compared.</param>
    public PersonHistory Of(
        PersonRow person,
        IEnumerable<AskedRow> asked,
        AnswerRow[] given,
        IEnumerable<EventRow> happened,
        List<Fault> faults
    )
    {
        List<AskedRow> checkIns = [.. asked.OrderBy(row => row.Date)];
        var answers = ByDay(given);
        List<CareEvent> events =
        [
            .. happened
                .Select(ToEvent)
                // On the same day Paused comes before Resumed, and both before Stopped.
                .OrderBy(one => one.HappenedOn)
                .ThenBy(one => one.Kind.Code(), StringComparer.Ordinal)
                .ThenBy(one => one.ReportedBy.Code(), StringComparer.Ordinal),
        ];

        var steps = events.FindAll(one => one.Kind.StatusAfter() is not null);
        var (waves, forms) = (new List<Wave>(checkIns.Count), new List<Form>());
        var next = Before(answers, 0, checkIns.Count == 0 ? DateOnly.MaxValue : checkIns[0].Date);
        faults.AddRange(answers[..next].OrderBy(row => row.Row).Select(AnswerChecks.TooEarly));
        for (var place = 0; place < checkIns.Count; place++)
        {
            // An answer belongs to the last check-in asked on or before its day.
            var end = Before(answers, next, place + 1 < checkIns.Count ? checkIns[place + 1].Date : DateOnly.MaxValue);
            waves.Add(WaveOf(person, checkIns[place], answers.AsSpan(next..end), steps, forms, faults));
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

        // Nearly everybody's rows already are in order, and sorting would take longer than all the rest.
        return rows;
    }

    /// <returns>The place of the first answer, from a place on, that was not given before a day.</returns>
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
        };

    /// <param name="answers">By day.</param>
    /// <param name="steps">The events that change in which state the person is.</param>
    /// <param name="forms">The forms that this person has filled in so far, by key; they are reused for each
    /// check-in.</param>
    private Wave WaveOf(
        PersonRow person,
        AskedRow checkIn,
        ReadOnlySpan<AnswerRow> answers,
        List<CareEvent> steps,
        List<Form> forms,
        List<Fault> faults
    )
    {
        var closesOn = checkIn.Date.AddDays(plan.WindowDays);
        var isExcused = Histories.WasAway(checkIn.Date, closesOn, steps);
        var wave = Known(null, [], null);
        foreach (var one in forms)
            one.Close();
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
            // A check-in that was answered on two days was partly known in between.
            if (place + 1 == answers.Length || answers[place + 1].Date > answer.Date)
            {
                wave = Known(answer.Date, ValuesOf(forms), wave.AnsweredOn is null ? null : wave);
            }
        }

        if (!isSound)
            faults.AddRange(
                AnswerChecks.Of([.. answers.ToArray().OrderBy(row => row.Row)], checkIn.Date, checkIn.Instruments)
            );
        return wave;

        Wave Known(DateOnly? answeredOn, IReadOnlyList<Measured> values, Wave? before) =>
            new(checkIn.Date, closesOn, answeredOn, false, values)
            {
                ByMail = person.Details.Channel == Channel.Email,
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

        var added = new Form(
            versions[key],
            isNewest: ReferenceEquals(versions[key], instruments.Find(key)),
            whole[key]
        );
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

    /// <summary>One questionnaire while it is filled in.</summary>
    private sealed class Form(Instrument instrument, bool isNewest, Measured?[][] whole)
    {
        private readonly short[] codes = new short[instrument.Items.Count];
        private readonly ScaleValue[] scores = new ScaleValue[instrument.Scales.Count];

        /// <summary>The places of the scales that the rules read.</summary>
        private readonly int[] read =
        [
            .. instrument
                .Scales.Index()
                .Where(scale => Facts.KindOf(instrument.Key, scale.Item.Key) is not null)
                .Select(scale => scale.Index),
        ];
        private bool isBegun;

        public string Key => instrument.Key;

        public void Close() => isBegun = false;

        /// <returns>False when the item was already answered.</returns>
        public bool Take(ItemCode answer)
        {
            if (!isBegun)
                Array.Fill(codes, Scoring.Skipped);
            isBegun = true;
            var place = isNewest ? answer.Place : instrument.PlaceOf(answer.Item, answer.Code);
            if (codes[place] != Scoring.Skipped)
                return false;
            codes[place] = (short)answer.Code;
            return true;
        }

        public void AddTo(List<Measured> values)
        {
            if (!isBegun || read.Length == 0)
                return;
            Scoring.Score(instrument, codes, scores);
            foreach (var scale in read)
                values.Add(One(scale, scores[scale]));
        }

        private Measured One(int scale, in ScaleValue score)
        {
            var place = score.Value - instrument.Scales[scale].Min;
            if (score.IsEstimate || place is not { } known || known != (int)known)
                return new Measured(instrument.Key, instrument.Version, score);
            return whole[scale][(int)known] ??= new Measured(instrument.Key, instrument.Version, score);
        }
    }
}
