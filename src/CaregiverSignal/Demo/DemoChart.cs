using CaregiverSignal.Charts;
using CaregiverSignal.Desk.Case.Course;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Demo;

/// <summary>Writes one caregiver's figure as pictures, drawn by the same code as on the case page.</summary>
public static class DemoChart
{
    /// <summary>The question that is asked each month.</summary>
    public const string Instrument = "srb";

    /// <returns>False when there is too little to draw and nothing is written.</returns>
    public static bool Write(
        Installation installation,
        Database database,
        DemoFolder folder,
        Participant person,
        DateOnly today
    )
    {
        if (database.Read(transaction => FigureOf(transaction, installation, person, today)) is not { } figure)
            return false;
        File.WriteAllText(folder.Chart, Svg(FigureDrawing.Wide));
        File.WriteAllText(folder.NarrowChart, Svg(FigureDrawing.Narrow));
        File.WriteAllBytes(folder.ChartForPaper, FigureDrawing.Png(figure, FigureWords.Dutch, FigureDrawing.Wide));
        return true;

        string Svg(int width) => FigureDrawing.Svg(figure, FigureWords.Dutch, width, "grafiek");
    }

    /// <returns>Null when there is too little to draw.</returns>
    public static Figure? FigureOf(
        Transaction transaction,
        Installation installation,
        Participant person,
        DateOnly today
    ) =>
        CaseFigure.Read(
            transaction,
            CaregiverTable.Get(transaction, person.Id)!,
            installation.Instruments,
            today,
            FigureWords.Dutch
        );
}
