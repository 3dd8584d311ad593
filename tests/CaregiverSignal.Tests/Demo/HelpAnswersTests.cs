using CaregiverSignal.Answers;
using CaregiverSignal.Demo;

namespace CaregiverSignal.Tests.Demo;

public class HelpAnswersTests
{
    [Theory]
    [InlineData(Course.Creeping, 0.8, HelpWish.Respite)]
    [InlineData(Course.Content, 0.1, HelpWish.Nothing)]
    public void What_would_help_follows_the_strain(Course course, double strain, HelpWish wish)
    {
        var wishes = Some.Instruments.Newest(Wishes.Instrument);

        var forms = Enumerable
            .Range(0, 400)
            .Select(person => HelpAnswers.Form(wishes, course, strain, Population.LuckOf(1, person, subject: 5)))
            .ToList();

        Assert.Equal((int)wish, forms.GroupBy(form => form[Wishes.Wish]).MaxBy(group => group.Count())!.Key);
        Assert.InRange(forms.Count(form => form[Wishes.Barrier] is null), 20, 60);
        Assert.Each(
            forms,
            form => Assert.Each(wishes.Items, item => Assert.True(form[item.Key] is not { } code || item.Allows(code)))
        );
    }
}
