using CaregiverSignal.Caseload;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Timeline;

/// <summary>Questions to a colleague as timeline lines: one where it was asked, and one where it ended.</summary>
public static class ConsultRecord
{
    private static readonly Texts Words = Texts.Of(typeof(ConsultRecord));

    /// <param name="all">All about one caregiver, the newest first.</param>
    /// <param name="withWords">Whether the question and the answer are in it.</param>
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<TimelineLine> Of(
        IReadOnlyList<Consultation> all,
        SiteTime time,
        bool withWords = true
    ) => [.. all.Reverse().SelectMany(one => LinesOf(one, time, withWords)).OrderBy(line => line.Day)];

    private static IEnumerable<TimelineLine> LinesOf(Consultation one, SiteTime time, bool withWords)
    {
        yield return new TimelineLine(
            time.DayOf(one.AskedAt),
            Words["Asked", ("collega", Plainly.Shown(one.Colleague)), ("dag", Texts.Day(one.UntilOn))],
            By(one.Asker),
            withWords ? Plainly.Shown(one.Question) : null,
            null
        );
        if (one.EndedAt is { } ended)
            yield return new TimelineLine(
                time.DayOf(ended),
                Words[one.Answer is null ? "NotAnswered" : "Answered"],
                By(one.Colleague),
                withWords && one.Answer is { } answer ? Plainly.Shown(answer) : null,
                null
            );
    }

    private static string By(string name) => TimelineModel.Words["By", ("naam", Plainly.Shown(name))];
}
