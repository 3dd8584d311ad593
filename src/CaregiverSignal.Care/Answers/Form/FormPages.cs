using System.Collections.Concurrent;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers.Form;

/// <summary>Divides the questionnaires of a check-in into pages.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class FormPages(Instruments instruments)
{
    /// <summary>The most statements with the same answers on one page.</summary>
    /// <remarks>Our choice: this many fit on a phone without the reader losing count.</remarks>
    private const int MostTogether = 4;

    /// <summary>The most answers on one page, counting the choice to skip; so statements with five answers come in
    /// threes.</summary>
    /// <remarks>Our choice: about three screens of a phone.</remarks>
    private const int MostRows = 20;

    /// <summary>A question with more answers than this is a scale, and has a page of its own.</summary>
    private const int MostInAGroup = 7;

    private readonly ConcurrentDictionary<string, IReadOnlyList<FormPage>> made = new();

    /// <summary>The pages in order; the same questionnaires always give the same pages, so that each keeps its
    /// number.</summary>
    /// <remarks>A questionnaire begun in an older version is finished in it.</remarks>
    internal async Task<IReadOnlyList<FormPage>> Of(Transaction transaction, CheckIn checkIn) =>
        Of(
            checkIn,
            checkIn.InstrumentKeys.Any(instruments.HasOlder)
                ? await ResponseTable.OfCheckIn(transaction, checkIn.Id)
                : []
        );

    /// <param name="begun">Started answers to its lists.</param>
    public IReadOnlyList<FormPage> Of(CheckIn checkIn, IReadOnlyList<Response> begun)
    {
        var older = begun
            .Select(response => instruments.Get(response.Instrument, response.Version))
            .Where(instrument => instrument != instruments.Newest(instrument.Key))
            .ToList();
        return older.Count == 0
            ? made.GetOrAdd(checkIn.Instruments, _ => Divide(checkIn.InstrumentKeys.Select(instruments.Newest)))
            : Divide(
                checkIn.InstrumentKeys.Select(key =>
                    older.Find(instrument => instrument.Key == key) ?? instruments.Newest(key)
                )
            );
    }

    /// <summary>The pages that the caregiver can fill in: all, or those offered after the one page.</summary>
    internal Task<IReadOnlyList<FormPage>> ToFillIn(Transaction transaction, CheckIn checkIn) =>
        Of(transaction, checkIn.ClosedAt is null ? checkIn : checkIn with { Instruments = checkIn.Offered! });

    /// <summary>The single questions of a check-in, which share the page behind the link and are a check-in by
    /// themselves; in aftercare, all of them.</summary>
    internal async Task<IReadOnlyList<FormPage>> Together(
        Transaction transaction,
        CheckIn checkIn,
        bool inPictures = false
    ) =>
        [
            .. (await Of(transaction, checkIn))
                .Where(page => checkIn.IsAftercare || page.Instrument.Items.Count == 1)
                .Select(page => inPictures && !checkIn.IsAftercare ? page.InPictures() : page),
        ];

    /// <summary>The first page with a question neither answered nor skipped; one after the last if all are
    /// done.</summary>
    public static int FirstOpen(IReadOnlyList<FormPage> pages, IReadOnlyList<Answer> answers)
    {
        var done = answers.Select(answer => (answer.Instrument, answer.Item)).ToHashSet();
        return pages
                .FirstOrDefault(page => page.Items.Any(item => !done.Contains((page.Instrument.Key, item.Key))))
                ?.Number
            ?? pages.Count + 1;
    }

    /// <summary>Skipped questions of partly answered lists: they are asked once more at the end, because a list with a
    /// gap gives no point in the chart.</summary>
    /// <returns>For each page what was skipped; a list skipped whole is left alone.</returns>
    public static IReadOnlyList<FormPage> Skipped(IReadOnlyList<FormPage> pages, IReadOnlyList<Answer> answers)
    {
        var given = answers.ToLookup(answer => answer.Instrument);
        bool IsSkipped(FormPage page, Item item) =>
            given[page.Instrument.Key].Any(answer => answer.Item == item.Key && answer.Value is null);
        return
        [
            .. pages
                .Where(page => page.Instrument.Items.Count > 1 && !page.Instrument.IsUnscored)
                .Where(page => given[page.Instrument.Key].Any(answer => answer.Value is not null))
                .Select(page => page with { Items = [.. page.Items.Where(item => IsSkipped(page, item))] })
                .Where(page => page.Items.Count > 0),
        ];
    }

    private static List<FormPage> Divide(IEnumerable<Instrument> asked)
    {
        var pages = new List<FormPage>();
        foreach (var instrument in asked)
        {
            var opens = true;
            foreach (var items in Groups(instrument.Items))
            {
                pages.Add(new FormPage(pages.Count + 1, instrument, items, opens));
                opens = false;
            }
        }

        return pages;
    }

    /// <summary>Groups neighbours with equal answers, evenly: 13 with two answers become 4, 3, 3 and 3.</summary>
    public static IEnumerable<IReadOnlyList<Item>> Groups(IReadOnlyList<Item> items)
    {
        for (var from = 0; from < items.Count; )
        {
            var run = 1;
            while (from + run < items.Count && GoTogether(items[from], items[from + run]))
                run++;
            var together = Math.Clamp(MostRows / (items[from].Choices.Count + 1), 1, MostTogether);
            var parts = (run + together - 1) / together;
            for (var part = 0; part < parts; part++)
            {
                var size = (run / parts) + (part < run % parts ? 1 : 0);
                yield return [.. items.Skip(from).Take(size)];
                from += size;
            }
        }
    }

    private static bool GoTogether(Item one, Item other) =>
        one.Choices.Count <= MostInAGroup && one.Choices.SequenceEqual(other.Choices);
}
