namespace CaregiverSignal.Answers.Form;

public static class FormProgress
{
    /// <summary>
    /// The number of the first page with a question that was not yet answered or skipped; one after the last when all
    /// are done.
    /// </summary>
    public static int FirstOpen(IReadOnlyList<FormPage> pages, IReadOnlyList<Answer> answers)
    {
        var done = answers.Select(answer => (answer.Instrument, answer.Item)).ToHashSet();
        return pages
                .FirstOrDefault(page => page.Items.Any(item => !done.Contains((page.Instrument.Key, item.Key))))
                ?.Number
            ?? pages.Count + 1;
    }
}
