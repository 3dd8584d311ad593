using CaregiverSignal.Charts;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;

namespace CaregiverSignal.Demo;

/// <summary>Writes one caregiver's figure as pictures, drawn by the same code as on the case page.</summary>
public static class DemoChart
{
    /// <summary>
    /// Of the person whose care grew heavier and who was helped the longest ago, as their chart shows best what a talk
    /// does; without one, of the first with something to draw.
    /// </summary>
    /// <returns>Whose it is; null when there is too little to draw.</returns>
    public static Person? Write(Simulation lived, DemoFolder folder)
    {
        var helped = lived.People.Where(one => one is { Course: Course.Creeping, HelpedFrom: not null });
        return helped
            .OrderBy(one => one.HelpedFrom)
            .Concat(lived.People)
            .FirstOrDefault(one => Write(lived, folder, one));
    }

    private static bool Write(Simulation lived, DemoFolder folder, Person person)
    {
        var (instruments, words, today) = (lived.Installation.Instruments, FigureWords.Dutch, DemoOptions.LastDay);
        var figure = lived.Database.Read(transaction =>
            CaseFigure.Read(transaction, CaregiverTable.Get(transaction, person.Id)!, instruments, today, words)
        );
        if (figure is null)
            return false;
        File.WriteAllText(folder.Of("grafiek.svg"), Svg(FigureDrawing.Wide));
        File.WriteAllText(folder.Of("grafiek-smal.svg"), Svg(FigureDrawing.Narrow));
        File.WriteAllBytes(folder.Of("grafiek.png"), FigureDrawing.Png(figure, words, FigureDrawing.Wide));
        return true;

        string Svg(int width) => FigureDrawing.Svg(figure, words, width, "grafiek");
    }
}
