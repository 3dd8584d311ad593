global using CaregiverSignal.Text;
global using Xunit;
